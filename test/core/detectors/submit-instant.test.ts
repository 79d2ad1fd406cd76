import assert from 'node:assert/strict';
import { submitInstant } from '../../../server/core/detectors/submit-instant.ts';
import { featuresOf, personFacts } from '../../support/person-facts.ts';

const submitted = (submitMs: number | null) => {
  const page = { ageMs: 5000, firstInteractionMs: null, submitMs, hiddenMs: 0, restored: false };
  return submitInstant.weigh(featuresOf(personFacts({ summary: { page } })));
};

describe('detector submit-instant', () => {
  it('speaks, lightly, of a form that was sent within a second', () => {
    assert.deepEqual(submitted(412.4), { weight: 0.8, facts: { submitMs: 412 } });
    assert.equal(submitted(999)?.weight, 0.8);
  });

  it('is silent from a second on, and where the time is not known', () => {
    assert.equal(submitted(1000), null);
    assert.equal(submitted(null), null);
    assert.equal(submitInstant.weigh(featuresOf(personFacts({ summary: null }))), null);
  });
});
