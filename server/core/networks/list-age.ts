import type { SourceName } from './address-facts.ts';

const DAY_MS = 24 * 60 * 60_000;

/**
 * Days for which a list counts in full, and in which its weight halves from then on. Half of the Tor exits of a day are others within
 * weeks; ranges of hosters and carriers change hands by the year; places move with renumbering, some percent a year.
 */
export const LIST_AGES: Readonly<Record<SourceName, { readonly freshDays: number; readonly halfDays: number }>> = {
  tor: { freshDays: 3, halfDays: 10 },
  relay: { freshDays: 60, halfDays: 120 },
  vpn: { freshDays: 30, halfDays: 60 },
  mobile: { freshDays: 180, halfDays: 360 },
  hosting: { freshDays: 90, halfDays: 180 },
  asn: { freshDays: 180, halfDays: 180 },
  places: { freshDays: 180, halfDays: 180 },
};

/** Below it a list says nothing any more: what it names is unknown again. */
const TRUST_MIN = 0.1;

/** A date in the future is a wrong clock: as if made today. */
export const ageDaysOf = (madeAt: number, now: number): number => Math.max(0, (now - madeAt) / DAY_MS);

/** How much a list of this age still says: 1 while fresh, then halving, 0 at the end. */
export function listTrust(name: SourceName, ageDays: number): number {
  const { freshDays, halfDays } = LIST_AGES[name];
  const trust = 2 ** (-Math.max(0, ageDays - freshDays) / halfDays);
  return trust < TRUST_MIN ? 0 : trust;
}

export const isTooOld = (name: SourceName, ageDays: number): boolean => ageDays > LIST_AGES[name].freshDays;
