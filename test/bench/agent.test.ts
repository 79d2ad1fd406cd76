import assert from 'node:assert/strict';
import { slopeOf } from '../../bench/agent/heap-over-time.ts';
import { medianInterval } from '../../bench/median-interval.ts';

describe('the agent bench', () => {
  it('gives the median with the interval that its order allows: of 21 values the 6th to the 16th', () => {
    const values = Array.from({ length: 21 }, (_, i) => 21 - i);
    assert.deepEqual(medianInterval(values), { median: 11, low: 6, high: 16 });
    assert.deepEqual(medianInterval([7]), { median: 7, low: 7, high: 7 });
  });

  it('says how much a heap grows in a minute, and how sure that is', () => {
    const grown = [1, 2, 3, 4].map(minute => ({ minute, bytes: 1000 + 50 * minute }));
    assert.deepEqual(slopeOf(grown), { perMinute: 50, halfWidth: 0 });
    const shaking = [0, 100, 0, 100].map((bytes, minute) => ({ minute, bytes }));
    const { perMinute, halfWidth } = slopeOf(shaking);
    assert.ok(perMinute === 20 && halfWidth > 50, `${perMinute} ± ${halfWidth}`);
  });
});
