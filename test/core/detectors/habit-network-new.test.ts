import assert from 'node:assert/strict';
import { habitNetworkNew } from '../../../server/core/detectors/habit-network-new.ts';
import { featuresOf } from '../../support/person-facts.ts';

describe('habit-network-new', () => {
  it('raises by as much as the history says, where the country is one of its own kind', () => {
    for (const habitCountry of ['settled', 'probation', 'unknown'] as const) {
      assert.equal(habitNetworkNew.weigh({ ...featuresOf(), habitAddress: 1.39, habitCountry })?.weight, 1.39);
    }
    assert.equal(habitNetworkNew.weigh({ ...featuresOf(), habitAddress: 1.39, habitCountry: 'never' }), null);
  });

  it('says nothing of a network that is usual, or not known', () => {
    for (const habitAddress of [0, -1.8, { unknown: 'not-applicable' } as const]) {
      assert.equal(habitNetworkNew.weigh({ ...featuresOf(), habitAddress, habitCountry: 'settled' }), null);
      assert.equal(habitNetworkNew.weigh({ ...featuresOf(), habitAddress, habitCountry: 'never' }), null);
    }
  });
});
