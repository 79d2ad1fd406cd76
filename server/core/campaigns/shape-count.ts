import { failureExcess, isUnusual } from '../season/excess.ts';
import { type FadingCount, fadedTo, NO_TRIES, type Tried, withTry } from '../season/fading-count.ts';
import { addToDistinct, type Distinct, distinctCountsOf, NO_DISTINCT } from '../subjects/distinct.ts';
import { markOf } from '../subjects/mark.ts';

/** Slow ones, a try an hour from each of some hundred addresses, are hundreds within this. */
export const HALF_LIFE_MS = 60 * 60_000;
const HOUR_MS = 60 * 60_000;
/** Accounts at which logins of the shape failed, within an hour: a class that begins its lesson is fewer than half of it. */
const ACCOUNTS_MIN = 80;
/** One of these in so many tries above the usual: owners who share the shape, and succeed, hold it down. */
const EXCESS_MIN = 4;
/** Where nobody knows what is usual yet. */
const SHARE_UNKNOWN = 0.1;

/** What logins of one shape did lately, as this process saw them. */
export type ShapeCount = {
  /** The first and the last that failed, without an hour's pause between. */
  readonly firstAt: number;
  readonly lastAt: number;
  /** By others, since then. */
  readonly attempts: number;
  /** By owners, at devices that were vouched for: a site whose logins all fail has these fail too. */
  readonly owners: FadingCount;
  readonly others: FadingCount;
  /** At which others failed. */
  readonly accounts: Distinct;
  /** From which they did. */
  readonly addresses: Distinct;
};

export const noShapeCount = (now: number): ShapeCount => ({
  firstAt: now,
  lastAt: now,
  attempts: 0,
  owners: NO_TRIES,
  others: NO_TRIES,
  accounts: NO_DISTINCT,
  addresses: NO_DISTINCT,
});

export type ShapedLogin = {
  readonly tried: Tried;
  readonly vouched: boolean;
  /** References; null: no account is named. */
  readonly account: string | null;
  readonly address: string;
};

export function withLogin(it: ShapeCount, { tried, vouched, account, address }: ShapedLogin, now: number): ShapeCount {
  if (vouched) return { ...it, owners: withTry(it.owners, now, HALF_LIFE_MS, tried) };
  const others = withTry(it.others, now, HALF_LIFE_MS, tried);
  if (tried.failures === 0) return { ...it, others, attempts: it.attempts + tried.tries };
  const begins = it.attempts === 0 || now - it.lastAt > HOUR_MS;
  return {
    ...it,
    firstAt: begins ? now : it.firstAt,
    lastAt: now,
    attempts: begins ? 1 : it.attempts + tried.tries,
    others,
    accounts: account === null ? it.accounts : addToDistinct(it.accounts, markOf(account), now),
    addresses: addToDistinct(it.addresses, markOf(address), now),
  };
}

export type Campaign = {
  readonly startedAt: number;
  /** Within the last hour. */
  readonly accounts: number;
  readonly addresses: number;
  /** How many times as many failed as usually do. */
  readonly excess: number;
};

/** The same of however many processes. */
export type ShapeSums = Pick<ShapeCount, 'firstAt' | 'owners' | 'others'> & {
  /** At which others failed within the last hour, and from which. */
  readonly accounts: number;
  readonly addresses: () => number;
};

/**
 * What these logins are together; null: people. Owners are counted among the tries: where half of a shape's logins are theirs, the excess
 * is what it is for whoever has that shape.
 * @param usualShare of tries that fail; null: nobody knows yet.
 */
export const campaignIn = (it: ShapeCount, usualShare: number | null, now: number): Campaign | null =>
  campaignOf(
    {
      ...it,
      accounts: distinctCountsOf(it.accounts, now)['1h'],
      addresses: () => distinctCountsOf(it.addresses, now)['1h'],
    },
    usualShare,
    now,
  );

export function campaignOf(it: ShapeSums, usualShare: number | null, now: number): Campaign | null {
  if (it.accounts < ACCOUNTS_MIN) return null;
  const usual = usualShare ?? SHARE_UNKNOWN;
  const owners = fadedTo(it.owners, now, HALF_LIFE_MS);
  if (isUnusual(failureExcess(owners.tries, owners.failures, usual))) return null;
  const others = fadedTo(it.others, now, HALF_LIFE_MS);
  const excess = failureExcess(owners.tries + others.tries, owners.failures + others.failures, usual);
  if (excess < EXCESS_MIN) return null;
  return { startedAt: it.firstAt, accounts: it.accounts, addresses: it.addresses(), excess };
}
