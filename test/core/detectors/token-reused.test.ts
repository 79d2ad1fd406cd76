import assert from 'node:assert/strict';
import { tokenReused } from '../../../server/core/detectors/token-reused.ts';
import { featuresOf, personFacts } from '../../support/person-facts.ts';

const used = (use: 'first' | 'advance' | 'reused' | 'abused') =>
  tokenReused.weigh(featuresOf(personFacts({ token: { state: 'genuine', ageMs: 1000, use } })))?.weight;

describe('detector token-reused', () => {
  it('speaks of a token that was reused, and of no other use', () => {
    const said = (['first', 'advance', 'reused', 'abused'] as const).filter(use => used(use) !== undefined);
    assert.deepEqual(said, ['reused']);
    assert.equal(used('reused'), 2.7);
  });
});
