import { leadingZeros } from './mark.ts';

/**
 * How many different ones were seen lately, about: those whose mark begins with `level` zero bits, each with the day it was last seen
 * (adaptive sampling: Flajolet, "On adaptive sampling", 1990). Exact up to 64, then some 15 % off; too
 * low for up to 60 days after it was much larger. A few hundred bytes at the most, so
 * that what half of a site's devices have in common costs no more than what one has.
 */
export type Crowd = { readonly level: number; readonly marks: readonly number[]; readonly days: readonly number[] };

export const CROWD_KEPT = 64;
/** Nine returns of ten come within so many days of the last visit. */
export const CROWD_DAYS = 60;
const DAY_MS = 24 * 60 * 60_000;

export const NO_CROWD: Crowd = { level: 0, marks: [], days: [] };

/** @param mark see `markOf`. @param now ms since the epoch. */
export function addToCrowd(crowd: Crowd, mark: number, now: number): Crowd {
  const today = Math.floor(now / DAY_MS);
  const entries = crowd.marks.flatMap((it, i): [number, number][] => {
    const day = crowd.days[i] ?? 0;
    return it !== mark && day > today - CROWD_DAYS ? [[it, day]] : [];
  });
  const known = crowd.marks.indexOf(mark);
  // Its last one was forgotten: it is counted from the beginning.
  let level = crowd.days.some(day => day > today - CROWD_DAYS) ? crowd.level : 0;
  if (leadingZeros(mark) >= level) entries.push([mark, Math.max(today, crowd.days[known] ?? 0)]);
  let kept = entries;
  while (kept.length > CROWD_KEPT) {
    level++;
    kept = kept.filter(([it]) => leadingZeros(it) >= level);
  }
  return { level, marks: kept.map(([it]) => it), days: kept.map(([, day]) => day) };
}

export function crowdCountOf({ level, days }: Crowd, now: number): number {
  const since = Math.floor(now / DAY_MS) - CROWD_DAYS;
  return days.filter(it => it > since).length * 2 ** level;
}
