import assert from 'node:assert/strict';
import { habitUserAgentNew } from '../../../server/core/detectors/habit-user-agent-new.ts';
import { featuresOf } from '../../support/person-facts.ts';

describe('habit-user-agent-new', () => {
  it('raises by as much as the history says', () => {
    assert.equal(habitUserAgentNew.weigh({ ...featuresOf(), habitUserAgent: 1.39 })?.weight, 1.39);
  });

  it('counts half beside a new device, which has a new name mostly, and takes no more away than that brings', () => {
    const weigh = (habitNewDevice: number) =>
      habitUserAgentNew.weigh({ ...featuresOf(), habitUserAgent: 1.4, habitNewDevice })?.weight;
    assert.deepEqual([weigh(3), weigh(0.7), weigh(0.1), weigh(0)], [0.7, 0.7, 1.3, 1.4]);
  });

  it('says nothing of what is usual, or not known', () => {
    for (const habitUserAgent of [0, { unknown: 'not-applicable' } as const]) {
      assert.equal(habitUserAgentNew.weigh({ ...featuresOf(), habitUserAgent }), null);
    }
  });
});
