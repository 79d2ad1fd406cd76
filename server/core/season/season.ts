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
/** As many hours of late, if each weighed as the last one, are in the sums. */
const HOURS_HELD = HALF_LIFE_MS / Math.LN2 / HOUR_MS;
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

/**
 * No site is believed to fail more often, whatever was seen of it: a gate that is switched on during an attack sees little else. It is the
 * most at which 80 accounts that all fail are still four times the usual (core/campaigns), and four times the first guess.
 */
export const USUAL_SHARE_MOST = 0.2;
/** Nor less often: a load test, or somebody's own thousands of right logins, would make each typing error an excess. */
const USUAL_SHARE_LEAST = 0.02;
/** An hour of the week may be worse than others; so much that it hides an attack it is only after one. */
const HOUR_TIMES_MOST = 2;

/** What an hour that is unusual adds, of what one usually does. */
const UNUSUAL_PART = 0.1;
/** Of a site that is hardly known: five an hour outweigh within days what a soft launch, or a test, had it believe. */
const UNUSUAL_TRIES_MIN = 5;

/** What a try, or its failure, adds. */
export function seasonCellsOf(
  now: number,
  { tries, failures }: { readonly tries: number; readonly failures: number },
): readonly (readonly [cell: number, weight: number])[] {
  const weight = weightAt(now);
  return [hourOfWeek(now), ALL].flatMap(hour => [
    ...(tries > 0 ? [[2 * hour, weight * tries] as const] : []),
    ...(failures > 0 ? [[2 * hour + 1, weight * failures] as const] : []),
  ]);
}

/** The share that usually fails at this hour; null: too few tries were seen to tell. */
export function usualFailureShare(cells: Readonly<Float64Array>, now: number): number | null {
  const [tries, failures] = sumsOf(cells, ALL, now);
  if (tries < TRIES_MIN) return null;
  const overall = (failures + PRIOR_TRIES * USUAL_SHARE) / (tries + PRIOR_TRIES);
  const [hourTries, hourFailures] = sumsOf(cells, hourOfWeek(now), now);
  const hourly = (hourFailures + PRIOR_TRIES * overall) / (hourTries + PRIOR_TRIES);
  return Math.min(USUAL_SHARE_MOST, Math.max(USUAL_SHARE_LEAST, Math.min(hourly, HOUR_TIMES_MOST * overall)));
}

/**
 * How many tries of one hour are learned while far more than the usual fail: an attack's, or a fault of the site's. However large it is, so
 * days of it do not become usual; a site that has changed is followed within months.
 */
export const unusualTriesMax = (cells: Readonly<Float64Array> | null, now: number): number =>
  Math.max(UNUSUAL_TRIES_MIN, cells === null ? 0 : (UNUSUAL_PART * sumsOf(cells, ALL, now)[0]) / HOURS_HELD);

function sumsOf(cells: Readonly<Float64Array>, hour: number, now: number): readonly [tries: number, failures: number] {
  const weight = weightAt(now);
  return [(cells[2 * hour] ?? 0) / weight, (cells[2 * hour + 1] ?? 0) / weight];
}
