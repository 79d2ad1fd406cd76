import assert from 'node:assert/strict';
import { habitHourUnusual } from '../../../server/core/detectors/habit-hour-unusual.ts';
import { featuresOf } from '../../support/person-facts.ts';

describe('habit-hour-unusual', () => {
  it('raises by as much as the history says', () => {
    assert.equal(habitHourUnusual.weigh({ ...featuresOf(), habitHour: 1.39 })?.weight, 1.39);
  });

  it('says nothing of what is usual, or not known', () => {
    for (const habitHour of [0, -1, { unknown: 'not-applicable' } as const]) {
      assert.equal(habitHourUnusual.weigh({ ...featuresOf(), habitHour }), null);
    }
    assert.equal(habitHourUnusual.weigh(featuresOf()), null);
  });
});
