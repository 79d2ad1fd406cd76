import assert from 'node:assert/strict';
import { habitDeviceNew } from '../../../server/core/detectors/habit-device-new.ts';
import { featuresOf } from '../../support/person-facts.ts';

describe('habit-device-new', () => {
  it('raises by as much as the history says', () => {
    assert.equal(habitDeviceNew.weigh({ ...featuresOf(), habitNewDevice: 1.39 })?.weight, 1.39);
  });

  it('says nothing of what is usual, or not known', () => {
    for (const habitNewDevice of [0, -1, { unknown: 'not-applicable' } as const]) {
      assert.equal(habitDeviceNew.weigh({ ...featuresOf(), habitNewDevice }), null);
    }
    assert.equal(habitDeviceNew.weigh(featuresOf()), null);
  });
});
