import assert from 'node:assert/strict';
import { tokenAbused } from '../../../server/core/detectors/token-abused.ts';
import { featuresOf, personFacts } from '../../support/person-facts.ts';

const used = (use: 'first' | 'advance' | 'reused' | 'abused') =>
  tokenAbused.weigh(featuresOf(personFacts({ token: { state: 'genuine', ageMs: 1000, use } })))?.weight;

describe('detector token-abused', () => {
  it('speaks of a token that was abused, and of no other use', () => {
    const said = (['first', 'advance', 'reused', 'abused'] as const).filter(use => used(use) !== undefined);
    assert.deepEqual(said, ['abused']);
    assert.equal(used('abused'), 7);
  });
});
