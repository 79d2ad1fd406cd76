import assert from 'node:assert/strict';
import { tokenForged } from '../../../server/core/detectors/token-forged.ts';
import { featuresOf, personFacts } from '../../support/person-facts.ts';

const STATES = ['none', 'unattested', 'forged', 'other-site', 'expired', 'report-gone'] as const;
const weight = (state: (typeof STATES)[number]) =>
  tokenForged.weigh(featuresOf(personFacts({ token: { state } })))?.weight;

describe('detector token-forged', () => {
  it('speaks of a token that is forged, and of no other', () => {
    assert.deepEqual(
      STATES.filter(state => weight(state) !== undefined),
      ['forged'],
    );
    assert.equal(weight('forged'), 7);
    assert.equal(tokenForged.weigh(featuresOf()), null);
  });
});
