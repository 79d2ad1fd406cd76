import assert from 'node:assert/strict';
import { tokenOtherSession } from '../../../server/core/detectors/token-other-session.ts';
import { featuresOf, personFacts } from '../../support/person-facts.ts';

const session = (asked: string | null, reported: string | null = 's-1') => {
  const facts = personFacts({ session: asked });
  const report = facts.report && { ...facts.report, session: reported };
  return tokenOtherSession.weigh(featuresOf({ ...facts, report }))?.weight;
};

describe('detector token-other-session', () => {
  it('speaks when both sides named a session and they differ', () => {
    assert.equal(session('s-2'), 3.2);
    assert.equal(session('s-1'), undefined);
  });

  it('is silent where either side named none', () => {
    assert.equal(session(null), undefined);
    assert.equal(session('s-2', null), undefined);
  });
});
