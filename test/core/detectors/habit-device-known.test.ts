import assert from 'node:assert/strict';
import { habitDeviceKnown } from '../../../server/core/detectors/habit-device-known.ts';
import { featuresOf } from '../../support/person-facts.ts';

describe('habit-device-known', () => {
  it('lowers by as much as the history says', () => {
    assert.equal(habitDeviceKnown.weigh({ ...featuresOf(), habitKnownDevice: -1.8 })?.weight, -1.8);
  });

  it('says nothing of what is usual, or not known', () => {
    for (const habitKnownDevice of [0, 1, { unknown: 'not-applicable' } as const]) {
      assert.equal(habitDeviceKnown.weigh({ ...featuresOf(), habitKnownDevice }), null);
    }
    assert.equal(habitDeviceKnown.weigh(featuresOf()), null);
  });
});
