import assert from 'node:assert/strict';
import { habitNetworkKnown } from '../../../server/core/detectors/habit-network-known.ts';
import { featuresOf } from '../../support/person-facts.ts';

describe('habit-network-known', () => {
  it('lowers by as much as the history says', () => {
    assert.equal(habitNetworkKnown.weigh({ ...featuresOf(), habitAddress: -1.8 })?.weight, -1.8);
  });

  it('says nothing of what is usual, or not known', () => {
    for (const habitAddress of [0, 1, { unknown: 'not-applicable' } as const]) {
      assert.equal(habitNetworkKnown.weigh({ ...featuresOf(), habitAddress }), null);
    }
    assert.equal(habitNetworkKnown.weigh(featuresOf()), null);
  });
});
