import type { Tried } from './fading-count.ts';

/**
 * What share of a site's tries usually fails at this hour of the week. A share, not a number: an on-sale brings twenty times as many
 * people, who mistype as often as ever. Sums that fade, as core/habit/site-counts.ts: processes only add to one another's. 3 KB a site.
 */
const HOURS = 168;
/** Each hour of the week: tries, failures. Then the same of all hours, so that one reading does. */
const ALL = HOURS;
export const SEASON_CELLS = 2 * (HOURS + 1);

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
/** Four weeks ago weighs half: so many of one hour of the week tell it, and a site's own changes are followed within two months. */
const HALF_LIFE_MS = 28 * DAY_MS;
const EPOCH_MS = Date.UTC(2026, 0, 1);
/** A double holds it for 78 years. */
const weightAt = (now: number): number => 2 ** ((now - EPOCH_MS) / HALF_LIFE_MS);

/** The hour of the week, 0 to 167, of UTC: a site's people keep the same hours in any. The epoch was a Thursday. */
export const hourOfWeek = (now: number): number => Math.floor(now / HOUR_MS) % HOURS;

/** Where nothing is known yet, a guess: one of twenty mistypes. A few hundred tries of the site outweigh it. */
const USUAL_SHARE = 0.05;
/** As much of it, or of all hours, is believed as so many tries would tell. */
const PRIOR_TRIES = 200;
/** Fewer say nothing of a site. */
const TRIES_MIN = 1000;

/** Tries while the share is much above the usual are an attack's, or a fault of the site's: months of them change what is usual, not days. */
export const UNUSUAL_WEIGHT = 0.1;

/** What a try, or its failure, adds. @param share 1, or less of what is unusual. */
export function seasonCellsOf(
  now: number,
  { tries, failures }: Tried,
  share: number,
): readonly (readonly [cell: number, weight: number])[] {
  const weight = weightAt(now) * share;
  return [hourOfWeek(now), ALL].flatMap(hour => [
    ...(tries > 0 ? [[2 * hour, weight] as const] : []),
    ...(failures > 0 ? [[2 * hour + 1, weight] as const] : []),
  ]);
}

/** The share that usually fails at this hour; null: too few tries were seen to tell. */
export function usualFailureShare(cells: Readonly<Float64Array>, now: number): number | null {
  const weight = weightAt(now);
  const of = (hour: number): readonly [tries: number, failures: number] => [
    (cells[2 * hour] ?? 0) / weight,
    (cells[2 * hour + 1] ?? 0) / weight,
  ];
  const [tries, failures] = of(ALL);
  if (tries < TRIES_MIN) return null;
  const overall = (failures + PRIOR_TRIES * USUAL_SHARE) / (tries + PRIOR_TRIES);
  const [hourTries, hourFailures] = of(hourOfWeek(now));
  return (hourFailures + PRIOR_TRIES * overall) / (hourTries + PRIOR_TRIES);
}
