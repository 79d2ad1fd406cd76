import type { LockLane, LockState } from '../../../shared/wire/judgement.ts';

/**
 * When an account takes no more passwords for a while. After DALock (Blocki, Zhang 2020): not tries alone are counted but how popular
 * the passwords were that were tried, since their sum is the chance of having guessed one. Who mistypes his own stays far below it.
 * Strangers lock their own lane: owners go on at the devices that are vouched for.
 */
export type LockoutRules = {
  /** The fixed count that a rule book asks for: so many failures of a lane within an hour lock it, whatever was tried. */
  readonly failuresMax: number;
  /** The popularity of all that was tried in a lane within a day, a share of 1. */
  readonly popularityMax: number;
  readonly minutes: number;
};

/** What is counted of a try's popularity: whole millionths. */
export const POPULARITY_UNITS = 1_000_000;
/** So many tries are anybody's, be they the most popular words of all: otherwise one try each would lock all accounts of a site. */
export const TRIES_MIN = 3;

/** What a failure adds to its lane, in millionths. */
export const popularityUnits = (popularity: number, { popularityMax }: LockoutRules): number =>
  Math.floor(Math.min(Math.max(0, popularity), popularityMax / TRIES_MIN) * POPULARITY_UNITS);

export type LaneCounts = {
  /** Within an hour. */
  readonly failures: number;
  /** Within a day, in millionths. */
  readonly popularity: number;
};

/** Whether a lane of which so much is counted, this try included, takes no more. */
export const isSpent = ({ failures, popularity }: LaneCounts, rules: LockoutRules): boolean =>
  failures >= rules.failuresMax ||
  // Three times a third, each rounded down.
  popularity + TRIES_MIN > rules.popularityMax * POPULARITY_UNITS;

export type Lock = { readonly state: LockState; readonly lane: LockLane; readonly until: number | null };

export type LaneNow = {
  readonly lane: LockLane;
  /** ms since the epoch; null: it was not locked. */
  readonly lockedUntil: number | null;
  /** Before this try. */
  readonly counts: LaneCounts;
  readonly failed: boolean;
  /** Of this try. */
  readonly popularity: number;
};

/** `locks`: this try did. What comes while a lane is locked makes that no longer. */
export function lockAfter(
  it: LaneNow,
  rules: LockoutRules,
  now: number,
): { readonly lock: Lock; readonly locks: boolean } {
  const { lane, lockedUntil, counts, failed, popularity } = it;
  if (lockedUntil !== null && lockedUntil > now)
    return { lock: { state: 'locked', lane, until: lockedUntil }, locks: false };
  const after = {
    failures: counts.failures + 1,
    popularity: counts.popularity + popularityUnits(popularity, rules),
  };
  if (!failed || !isSpent(after, rules)) return { lock: { state: 'open', lane, until: null }, locks: false };
  return { lock: { state: 'locked', lane, until: now + rules.minutes * 60_000 }, locks: true };
}

/** A lane's lock, as a list of the account keeps it. */
export const writeLock = (lane: LockLane, until: number, at: number): string => `${lane} ${until} ${at}`;

export function readLock(written: string): { readonly lane: LockLane; readonly until: number; readonly at: number } {
  const [lane, until, at] = written.split(' ');
  return { lane: lane === 'vouched-device' ? lane : 'others', until: Number(until), at: Number(at) };
}

/** Until when the lane is, or was, locked last; null: never, as far as is remembered. */
export function lockedUntil(locks: readonly string[], lane: LockLane): number | null {
  const untils = locks.map(readLock).flatMap(it => (it.lane === lane ? [it.until] : []));
  return untils.length === 0 ? null : Math.max(...untils);
}
