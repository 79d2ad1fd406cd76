import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  addToDistinct,
  DISTINCT_KEPT,
  DISTINCT_LEVELS_MAX,
  type Distinct,
  distinctCountsOf,
  NO_DISTINCT,
} from '../../../server/core/subjects/distinct.ts';
import { leadingZeros, markOf } from '../../../server/core/subjects/mark.ts';
import { WINDOW_NAMES, WINDOWS } from '../../../server/core/subjects/windows.ts';
import { seededRandom } from '../../support/seeded-random.ts';

const NOW = 1_800_000_000_000;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
type Sighting = readonly [mark: number, at: number];

const seen = (sightings: Iterable<Sighting>, from: Distinct = NO_DISTINCT): Distinct => {
  let distinct = from;
  for (const [mark, at] of sightings) distinct = addToDistinct(distinct, mark, at);
  return distinct;
};
const values = (name: string, from: number, to: number, at: number): Sighting[] =>
  Array.from({ length: to - from }, (_, i) => [markOf(`${name}-${from + i}`), at]);

describe('distinct', () => {
  it('keeps when each value was last seen, oldest first, equal times by mark', () => {
    const distinct = seen([
      [7, NOW],
      [5, NOW],
      [9, NOW - 1],
      [5, NOW - 2],
    ]);
    assert.deepEqual(distinct, { levels: [{ horizon: -1, marks: [9, 5, 7], seenAt: [NOW - 1, NOW, NOW] }] });
    assert.deepEqual(addToDistinct(distinct, 9, NOW), {
      levels: [{ horizon: -1, marks: [5, 7, 9], seenAt: [NOW, NOW, NOW] }],
    });
  });

  it('begins the level above when one is full, with those whose marks begin with one zero more, and drops the oldest', () => {
    // 1,001 values, one a millisecond; every mark has a zero at its head but those of even n.
    const half = 2 ** 52;
    const marks = Array.from({ length: DISTINCT_KEPT + 1 }, (_, n) => (n % 2 === 0 ? half + n : n));
    const full = seen(marks.slice(0, DISTINCT_KEPT).map((mark, n) => [mark, NOW + n]));
    assert.equal(full.levels.length, 1);
    const { levels } = seen([[marks[DISTINCT_KEPT] ?? 0, NOW + DISTINCT_KEPT]], full);
    assert.deepEqual(levels[0], {
      horizon: NOW,
      marks: marks.slice(1),
      seenAt: marks.slice(1).map((_, n) => NOW + n + 1),
    });
    const odd = marks.filter((_, n) => n % 2 === 1);
    assert.deepEqual(levels[1], { horizon: -1, marks: odd, seenAt: odd.map(n => NOW + n) });
    assert.equal(levels.length, 2);
    // All of the day are counted on the level above: 500 there stand for 1,000.
    assert.equal(distinctCountsOf({ levels }, NOW + DISTINCT_KEPT)['24h'], 1000);
  });

  it('drops what no window holds any more before anything that one does', () => {
    const old = values('old', 0, 600, NOW);
    const young = values('young', 0, 1000, NOW + 31 * DAY);
    const distinct = seen([...old, ...young]);
    assert.equal(distinct.levels.length, 1);
    assert.deepEqual(distinctCountsOf(distinct, NOW + 31 * DAY), { '5m': 1000, '1h': 1000, '24h': 1000, '30d': 1000 });
  });

  it('counts exactly while no more than 1,000 values were seen, in whatever order and by whatever clock', () => {
    const sighting = fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: -40 * DAY, max: DAY }));
    fc.assert(
      fc.property(fc.array(sighting, { maxLength: 120 }), fc.integer({ min: -DAY, max: 31 * DAY }), (all, after) => {
        const distinct = seen(all.map(([n, at]) => [markOf(`v-${n}`), NOW + at]));
        const latest = new Map<number, number>();
        for (const [n, at] of all) latest.set(n, Math.max(latest.get(n) ?? Number.NEGATIVE_INFINITY, NOW + at));
        const counts = distinctCountsOf(distinct, NOW + after);
        for (const window of WINDOW_NAMES) {
          const since = NOW + after - WINDOWS[window];
          assert.equal(counts[window], [...latest.values()].filter(at => at > since).length, window);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is the same in whatever order up to 1,000 values are seen', () => {
    const sightings = fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 9 })), {
      minLength: 1,
      maxLength: 60,
    });
    fc.assert(
      fc.property(
        sightings.chain(all => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, shuffled]) => assert.deepEqual(seen(shuffled), seen(all)),
      ),
    );
  });

  it('is a few percent off beyond 1,000, 15 % at the most, and no level holds more than 1,000', function () {
    this.timeout(60_000);
    const errors: number[] = [];
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) {
      let distinct = NO_DISTINCT;
      for (let n = 0; n < 12_000; n += 500) {
        distinct = seen(values(name, n, n + 500, NOW + n), distinct);
        const counts = distinctCountsOf(distinct, NOW + n);
        const error = (counts['24h'] - (n + 500)) / (n + 500);
        if (n + 500 <= DISTINCT_KEPT) assert.equal(error, 0);
        else errors.push(error);
        assert.ok(distinct.levels.every(it => it.marks.length <= DISTINCT_KEPT));
      }
      assert.ok(distinct.levels.length <= 6 && distinct.levels.length <= DISTINCT_LEVELS_MAX);
    }
    const worst = Math.max(...errors.map(Math.abs));
    assert.ok(worst <= 0.15, `the worst is ${worst}`);
    const deviation = Math.sqrt(errors.reduce((sum, it) => sum + it ** 2, 0) / errors.length);
    assert.ok(deviation <= 0.05, `the standard deviation is ${deviation}`);
  });

  it('counts each window by itself where values come and go', function () {
    this.timeout(60_000);
    const SEED = 20_261_121;
    const random = seededRandom(SEED);
    const latest = new Map<number, number>();
    let distinct = NO_DISTINCT;
    let now = NOW;
    const see = (value: number): void => {
      now += random.logNormal(15_000, 2);
      latest.set(value, now);
      distinct = addToDistinct(distinct, markOf(`v-${value}`), now);
    };
    for (let n = 0; n < 30_000; n++) {
      // A few come again and again, most once.
      see(random.unit() < 0.3 ? Math.floor(random.between(0, 50)) : 1000 + n);
      if (n % 500 === 499) assertNear(distinct, latest, now, `SEED=${SEED}, step ${n}`);
    }
  });
});

function assertNear(distinct: Distinct, latest: ReadonlyMap<number, number>, now: number, where: string): void {
  const counts = distinctCountsOf(distinct, now);
  for (const window of WINDOW_NAMES) {
    const wanted = [...latest.values()].filter(at => at > now - WINDOWS[window]).length;
    const most = wanted <= DISTINCT_KEPT ? 0 : 0.15 * wanted;
    assert.ok(Math.abs(counts[window] - wanted) <= most, `${where}, ${window}: ${counts[window]} for ${wanted}`);
  }
}

describe('mark', () => {
  it('has as many zeros at its head as a fair coin shows in a row', () => {
    const COUNT = 20_000;
    const zeros = Array.from({ length: COUNT }, (_, n) => leadingZeros(markOf(`value-${n}`)));
    for (const least of [1, 2, 3, 4, 5]) {
      const share = zeros.filter(it => it >= least).length / COUNT;
      // Five standard deviations of a binomial distribution.
      const p = 2 ** -least;
      const off = 5 * Math.sqrt((p * (1 - p)) / COUNT);
      assert.ok(Math.abs(share - p) < off, `${share} begin with ${least} zeros`);
    }
  });

  it('counts the zeros of 53 bits', () => {
    assert.deepEqual(
      [2 ** 53 - 1, 2 ** 52, 2 ** 52 - 1, 2 ** 21, 2 ** 21 - 1, 1].map(leadingZeros),
      [0, 0, 1, 31, 32, 52],
    );
  });

  it('is a whole number below 2^53, and differs for values that look alike', () => {
    const marks = Array.from({ length: 50_000 }, (_, n) => markOf(`acc_${n}`));
    assert.ok(marks.every(it => Number.isSafeInteger(it) && it >= 0));
    assert.equal(new Set(marks).size, marks.length);
  });
});
