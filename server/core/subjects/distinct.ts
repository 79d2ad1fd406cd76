import { leadingZeros } from './mark.ts';
import { LONGEST_WINDOW_MS, WINDOWS, type WindowCounts, type WindowName } from './windows.ts';

/**
 * Distinct values in sliding windows (Gibbons & Tirthapura, "Distributed streams algorithms for sliding windows", SPAA 2002): level 0
 * keeps when each value was last seen, the last 1,000 of them; level L the last 1,000 of those whose mark begins with L zero bits. A
 * window is counted on the lowest level that dropped nothing of it, times 2^L: exact up to 1,000, then about 4 % off. A level is
 * begun when the one below it is full for the first time, so few values cost few bytes, and any number at most 20,000 entries.
 */
export type Distinct = { readonly levels: readonly DistinctLevel[] };

/** `marks` and `seenAt` are one table, oldest first, equal times by mark. What was last seen up to `horizon` may be missing. */
export type DistinctLevel = {
  readonly horizon: number;
  readonly marks: readonly number[];
  readonly seenAt: readonly number[];
};

export const DISTINCT_KEPT = 1000;
export const DISTINCT_LEVELS_MAX = 20;
const NOTHING_DROPPED = -1;

export const NO_DISTINCT: Distinct = { levels: [{ horizon: NOTHING_DROPPED, marks: [], seenAt: [] }] };

/** @param mark of the value, see `markOf`. @param now ms since the epoch. */
export function addToDistinct({ levels }: Distinct, mark: number, now: number): Distinct {
  const zeros = leadingZeros(mark);
  const next: DistinctLevel[] = [];
  for (let n = 0; n < levels.length; n++) {
    const level = levels[n] as DistinctLevel;
    const grown = n <= zeros ? withMark(level, mark, now) : level;
    if (grown.marks.length <= DISTINCT_KEPT) {
      next.push(grown);
      continue;
    }
    const fresh = dropOlder(grown, now - LONGEST_WINDOW_MS);
    if (fresh.marks.length <= DISTINCT_KEPT) {
      next.push(fresh);
      continue;
    }
    next.push(dropOldest(fresh));
    if (n === levels.length - 1 && levels.length < DISTINCT_LEVELS_MAX) next.push(levelAbove(fresh, n + 1));
  }
  return { levels: next };
}

export function distinctCountsOf({ levels }: Distinct, now: number): WindowCounts {
  const count = (window: WindowName): number => {
    const since = now - WINDOWS[window];
    const covering = levels.findIndex(it => it.horizon <= since);
    const n = covering === -1 ? levels.length - 1 : covering;
    const { seenAt } = levels[n] ?? { seenAt: [] };
    return (seenAt.length - firstAfter(seenAt, since)) * 2 ** n;
  };
  return { '5m': count('5m'), '1h': count('1h'), '24h': count('24h'), '30d': count('30d') };
}

function withMark(level: DistinctLevel, mark: number, now: number): DistinctLevel {
  const marks = level.marks.slice();
  const seenAt = level.seenAt.slice();
  const known = marks.indexOf(mark);
  // A value is as new as its latest sighting, also where clocks differ.
  const at = known === -1 ? now : Math.max(now, seenAt[known] ?? now);
  if (known !== -1) {
    marks.splice(known, 1);
    seenAt.splice(known, 1);
  }
  let place = firstAfter(seenAt, at);
  while (place > 0 && seenAt[place - 1] === at && (marks[place - 1] ?? 0) > mark) place--;
  marks.splice(place, 0, mark);
  seenAt.splice(place, 0, at);
  return { horizon: level.horizon, marks, seenAt };
}

/** Outside of every window: nothing is missed, so the horizon stays. */
function dropOlder(level: DistinctLevel, upTo: number): DistinctLevel {
  const from = firstAfter(level.seenAt, upTo);
  return { horizon: level.horizon, marks: level.marks.slice(from), seenAt: level.seenAt.slice(from) };
}

const dropOldest = ({ horizon, marks, seenAt }: DistinctLevel): DistinctLevel => ({
  horizon: Math.max(horizon, seenAt[0] ?? horizon),
  marks: marks.slice(1),
  seenAt: seenAt.slice(1),
});

function levelAbove({ horizon, marks, seenAt }: DistinctLevel, zeros: number): DistinctLevel {
  const belongs = (_: unknown, i: number): boolean => leadingZeros(marks[i] ?? 0) >= zeros;
  return { horizon, marks: marks.filter(belongs), seenAt: seenAt.filter(belongs) };
}

/** The first place whose time is later than `at`, by bisection. */
function firstAfter(seenAt: readonly number[], at: number): number {
  let low = 0;
  let high = seenAt.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((seenAt[middle] ?? 0) > at) high = middle;
    else low = middle + 1;
  }
  return low;
}
