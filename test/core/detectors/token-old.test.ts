import assert from 'node:assert/strict';
import { tokenOld } from '../../../server/core/detectors/token-old.ts';
import { featuresOf, personFacts } from '../../support/person-facts.ts';

const aged = (ageMs: number) =>
  tokenOld.weigh(featuresOf(personFacts({ token: { state: 'genuine', ageMs, use: 'first' } })));
const MINUTE = 60_000;

describe('detector token-old', () => {
  it('speaks lightly of a page that was open over half an hour', () => {
    assert.equal(aged(30 * MINUTE), null);
    assert.deepEqual(aged(30 * MINUTE + 1), { weight: 0.6, facts: { ageMin: 30 } });
    assert.deepEqual(aged(5 * 60 * MINUTE), { weight: 0.6, facts: { ageMin: 300 } });
  });

  it('is silent where there is no genuine token', () => {
    assert.equal(tokenOld.weigh(featuresOf(personFacts({ token: { state: 'none' } }))), null);
  });
});
