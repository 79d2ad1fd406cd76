import type { WINDOWS, WindowCounts } from './windows.ts';

/**
 * Events counted in sliding windows, in at most some 80 buckets: `[t0, n0, t1, n1, …]`, t in units of 30 s, rising. Buckets grow
 * wider with age (30 s, 5 min, 1 h, 1 d), each window being one width's: so a window covers at least its own length and at most one
 * bucket more, and never counts less than happened in it.
 */
export type Buckets = readonly number[];

const UNIT_MS = 30_000;
/** In units: a bucket younger than this is this wide. The last kind is a day wide and dropped after 31 days. */
const WIDTHS = [
  { youngerThan: 11, width: 1 },
  { youngerThan: 130, width: 10 },
  { youngerThan: 3000, width: 120 },
] as const;
const WIDEST = 2880;
const DROPPED_AFTER = 89_280;
/** What is dated later than this was counted by a clock that went wrong: dropped. */
const FUTURE_MAX = 2880;

/** In units: the oldest bucket that a window still holds is younger than this. */
const HELD_WHILE_YOUNGER = { '5m': 11, '1h': 130, '24h': 3000, '30d': DROPPED_AFTER } as const satisfies Record<
  keyof typeof WINDOWS,
  number
>;

const unitsOf = (at: number): number => Math.floor(at / UNIT_MS);
const widthAt = (age: number): number => WIDTHS.find(it => age < it.youngerThan)?.width ?? WIDEST;

/** @param by how many events; a whole number, at least 1. @param now ms since the epoch. */
export function addToCounter(buckets: Buckets, now: number, by: number): Buckets {
  const unit = unitsOf(now);
  const kept: number[] = [];
  const add = (t: number, n: number): void => {
    if (kept.at(-2) === t) kept[kept.length - 1] = (kept.at(-1) ?? 0) + n;
    else kept.push(t, n);
  };
  let added = false;
  for (let i = 0; i < buckets.length; i += 2) {
    const t = buckets[i] ?? 0;
    const age = unit - t;
    if (age >= DROPPED_AFTER || age < -FUTURE_MAX) continue;
    if (!added && t > unit) {
      add(unit, by);
      added = true;
    }
    add(t - (t % widthAt(age)), buckets[i + 1] ?? 0);
  }
  if (!added) add(unit, by);
  return kept;
}

export function countsOf(buckets: Buckets, now: number): WindowCounts {
  const unit = unitsOf(now);
  const counts = { '5m': 0, '1h': 0, '24h': 0, '30d': 0 };
  for (let i = 0; i < buckets.length; i += 2) {
    const age = unit - (buckets[i] ?? 0);
    const n = buckets[i + 1] ?? 0;
    if (age < -FUTURE_MAX) continue;
    if (age < HELD_WHILE_YOUNGER['5m']) counts['5m'] += n;
    if (age < HELD_WHILE_YOUNGER['1h']) counts['1h'] += n;
    if (age < HELD_WHILE_YOUNGER['24h']) counts['24h'] += n;
    if (age < HELD_WHILE_YOUNGER['30d']) counts['30d'] += n;
  }
  return counts;
}
