import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addToCounter, type Buckets, countsOf } from '../../../server/core/subjects/counter.ts';
import { WINDOW_NAMES, WINDOWS } from '../../../server/core/subjects/windows.ts';

const UNIT = 30_000;
const HOUR = 120 * UNIT;
const DAY = 24 * HOUR;
const BUCKET_MS = { '5m': UNIT, '1h': 10 * UNIT, '24h': HOUR, '30d': DAY } as const;
const START = 1_800_000_000_000;

const counted = (times: readonly number[]): Buckets =>
  times.reduce<Buckets>((buckets, at) => addToCounter(buckets, at, 1), []);

/** Steps from a millisecond to a month between events: most in bursts, some after long rests. */
const steps = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 0, max: 2 * UNIT }) },
    { weight: 3, arbitrary: fc.integer({ min: 0, max: 2 * HOUR }) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 20 * DAY }) },
  ),
  { maxLength: 300 },
);
const rising = (gaps: readonly number[]): number[] => {
  let at = START;
  return gaps.map(gap => {
    at += gap;
    return at;
  });
};

describe('counter', () => {
  it('counts events of the same half minute in one bucket', () => {
    assert.deepEqual(addToCounter([], 100 * UNIT, 1), [100, 1]);
    assert.deepEqual(addToCounter([100, 1], 101 * UNIT - 1, 3), [100, 4]);
    assert.deepEqual(addToCounter([100, 4], 101 * UNIT, 1), [100, 4, 101, 1]);
  });

  it('widens buckets as they grow old: to 5 minutes, to an hour, to a day', () => {
    // Half minutes 110 and 111 are 11 old at 121 and 122: then both are of the five minutes that begin at 110.
    assert.deepEqual(addToCounter([110, 1, 111, 1], 121 * UNIT, 1), [110, 1, 111, 1, 121, 1]);
    assert.deepEqual(addToCounter([110, 1, 111, 1], 122 * UNIT, 1), [110, 2, 122, 1]);
    // 130 old, and of one hour: 240 and 350 of that which begins at 240; 360 of the next.
    assert.deepEqual(addToCounter([240, 1, 350, 1, 360, 1], 490 * UNIT, 1), [240, 2, 360, 1, 490, 1]);
    // 3000 old, and of one day.
    assert.deepEqual(addToCounter([2880, 5, 5640, 2], 8640 * UNIT, 1), [2880, 7, 8640, 1]);
  });

  it('drops what is older than 31 days, and what a wrong clock dated more than a day later', () => {
    const now = 200_000;
    const buckets = [now - 89_280, 1, now - 89_279, 2, now + 2880, 4, now + 2881, 8];
    const kept = addToCounter(buckets, now * UNIT, 1);
    assert.deepEqual(kept, [now - 89_279 - ((now - 89_279) % 2880), 2, now, 1, now + 2880, 4]);
    assert.equal(countsOf(buckets, now * UNIT)['30d'], 6);
  });

  it('puts an event that comes late in its place', () => {
    assert.deepEqual(addToCounter([100, 1, 104, 1], 102 * UNIT, 1), [100, 1, 102, 1, 104, 1]);
    assert.deepEqual(addToCounter([100, 1, 104, 1], 100 * UNIT, 1), [100, 2, 104, 1]);
    assert.deepEqual(countsOf([100, 2, 104, 1], 100 * UNIT), { '5m': 3, '1h': 3, '24h': 3, '30d': 3 });
  });

  it('counts each window to its edge', () => {
    const day = 2880 * 100;
    const seen = (age: number) => countsOf([day, 1], (day + age) * UNIT);
    assert.deepEqual(seen(10), { '5m': 1, '1h': 1, '24h': 1, '30d': 1 });
    assert.deepEqual(seen(11), { '5m': 0, '1h': 1, '24h': 1, '30d': 1 });
    assert.deepEqual([seen(129)['1h'], seen(130)['1h']], [1, 0]);
    assert.deepEqual([seen(2999)['24h'], seen(3000)['24h']], [1, 0]);
    assert.deepEqual([seen(89_279)['30d'], seen(89_280)['30d']], [1, 0]);
  });

  it('never counts less than happened in a window, and never more than happened in one bucket more', () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 0, max: 40 * DAY }), (gaps, rest) => {
        const times = rising(gaps);
        const now = (times.at(-1) ?? START) + rest;
        const counts = countsOf(counted(times), now);
        for (const window of WINDOW_NAMES) {
          const within = (ms: number): number => times.filter(at => now - at < ms).length;
          const [least, most] = [within(WINDOWS[window]), within(WINDOWS[window] + BUCKET_MS[window])];
          assert.ok(
            least <= counts[window] && counts[window] <= most,
            `${window}: ${least} ≤ ${counts[window]} ≤ ${most}`,
          );
        }
      }),
      { numRuns: 500 },
    );
  });

  it('stays within 80 buckets, rising in time', () => {
    fc.assert(
      fc.property(steps, gaps => {
        const buckets = counted(rising(gaps));
        const starts = buckets.filter((_, i) => i % 2 === 0);
        assert.ok(starts.length <= 80);
        assert.deepEqual(
          starts,
          [...new Set(starts)].toSorted((a, b) => a - b),
        );
      }),
    );
    // An event every half minute for 40 days.
    const dense = Array.from({ length: 40 * 2880 }, (_, n) => START + n * UNIT);
    const buckets = counted(dense);
    assert.ok(buckets.length <= 160 && buckets.length > 140, `${buckets.length / 2} buckets`);
  });

  it('counts the same in whatever order the events of a few minutes come', () => {
    const few = fc.array(fc.integer({ min: START, max: START + 10 * UNIT }), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(
        few.chain(times => fc.tuple(fc.constant(times), fc.shuffledSubarray(times, { minLength: times.length }))),
        ([times, shuffled]) => {
          assert.deepEqual(counted(shuffled), counted(times));
        },
      ),
    );
  });

  it('loses nothing of the last 30 days where clocks differ by hours', () => {
    const differing = fc.array(fc.tuple(fc.integer({ min: 0, max: 20 * DAY }), fc.integer({ min: 0, max: 12 * HOUR })));
    fc.assert(
      fc.property(differing, events => {
        const inOrder = events.toSorted(([a], [b]) => a - b).map(([at, behind]) => START + at - behind);
        const now = START + 21 * DAY;
        assert.equal(countsOf(counted(inOrder), now)['30d'], events.length);
      }),
    );
  });
});
