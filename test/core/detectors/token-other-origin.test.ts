import assert from 'node:assert/strict';
import { tokenOtherOrigin } from '../../../server/core/detectors/token-other-origin.ts';
import { featuresOf, personFacts } from '../../support/person-facts.ts';

const asked = (origin: string | null, reportListed: boolean | null = true) =>
  tokenOtherOrigin.weigh(featuresOf(personFacts({ origin: { asked: origin, reportListed, pageListed: null } })))
    ?.weight;

describe('detector token-other-origin', () => {
  it('speaks when the report came from another origin than the form', () => {
    assert.equal(asked('https://other.example'), 7);
    assert.equal(asked('https://bank.example'), undefined);
  });

  it('checks an unnamed origin against the list alone', () => {
    assert.equal(asked(null, true), undefined);
    assert.equal(asked(null, null), undefined);
    assert.equal(asked(null, false), 7);
  });

  it('is silent where the report told no origin', () => {
    const facts = personFacts();
    const report = facts.report && { ...facts.report, origin: null };
    assert.equal(tokenOtherOrigin.weigh(featuresOf({ ...facts, report })), null);
  });
});
