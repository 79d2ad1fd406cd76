import assert from 'node:assert/strict';
import { habitRoundTripUnusual } from '../../../server/core/detectors/habit-round-trip-unusual.ts';
import { featuresOf } from '../../support/person-facts.ts';

describe('habit-round-trip-unusual', () => {
  it('raises by as much as the history says', () => {
    assert.equal(habitRoundTripUnusual.weigh({ ...featuresOf(), habitRoundTrip: 1.39 })?.weight, 1.39);
  });

  it('says nothing of what is usual, or not known', () => {
    for (const habitRoundTrip of [0, -1, { unknown: 'not-applicable' } as const]) {
      assert.equal(habitRoundTripUnusual.weigh({ ...featuresOf(), habitRoundTrip }), null);
    }
    assert.equal(habitRoundTripUnusual.weigh(featuresOf()), null);
  });
});
