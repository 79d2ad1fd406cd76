import assert from 'node:assert/strict';
import { habitCountryNew } from '../../../server/core/detectors/habit-country-new.ts';
import { featuresOf } from '../../support/person-facts.ts';

describe('habit-country-new', () => {
  it('raises by as much as the history says, where the country is one of its own kind', () => {
    for (const habitCountry of ['never'] as const) {
      assert.equal(habitCountryNew.weigh({ ...featuresOf(), habitAddress: 1.39, habitCountry })?.weight, 1.39);
    }
    assert.equal(habitCountryNew.weigh({ ...featuresOf(), habitAddress: 1.39, habitCountry: 'settled' }), null);
  });

  it('says nothing of a network that is usual, or not known', () => {
    for (const habitAddress of [0, -1.8, { unknown: 'not-applicable' } as const]) {
      assert.equal(habitCountryNew.weigh({ ...featuresOf(), habitAddress, habitCountry: 'settled' }), null);
      assert.equal(habitCountryNew.weigh({ ...featuresOf(), habitAddress, habitCountry: 'never' }), null);
    }
  });
});
