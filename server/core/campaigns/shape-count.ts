import { failureExcess, isUnusual } from '../season/excess.ts';
import type { Tried } from '../season/tried.ts';
import { type AccountCount, TriedAccounts } from '../season/tried-accounts.ts';
import { addToDistinct, type Distinct, distinctCountsOf, NO_DISTINCT } from '../subjects/distinct.ts';
import { markOf } from '../subjects/mark.ts';

/** Slow ones, a try an hour from each of some hundred addresses, are hundreds within this. */
const HOUR_MS = 60 * 60_000;
/** Accounts at which logins of the shape failed, within an hour: a class that begins its lesson is fewer than half of it. */
const ACCOUNTS_MIN = 80;
/** One of these in so many tries above the usual: owners who share the shape, and succeed, hold it down. */
const EXCESS_MIN = 4;
/** Owners fail too where at least as many of their accounts do, of those that fail: not where somebody fails at a few of his own. */
const OWNERS_PART_MIN = 0.1;
/** Where nobody knows what is usual yet. */
const SHARE_UNKNOWN = 0.1;

/** What logins of one shape did lately, as this process saw them. */
export type ShapeCount = {
  /** The first and the last that failed, without an hour's pause between. */
  firstAt: number;
  lastAt: number;
  /** By others, since then. */
  attempts: number;
  /** By owners, at devices that were vouched for: a site whose logins all fail has these fail too. */
  readonly owners: TriedAccounts;
  readonly others: TriedAccounts;
  /** At which others failed. */
  accounts: Distinct;
  /** From which they did. */
  addresses: Distinct;
};

export const noShapeCount = (now: number): ShapeCount => ({
  firstAt: now,
  lastAt: now,
  attempts: 0,
  owners: new TriedAccounts(),
  others: new TriedAccounts(),
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

/** Changes the count. */
export function noteLogin(it: ShapeCount, { tried, vouched, account, address }: ShapedLogin, now: number): void {
  // Where no account is named, one address is one.
  const mark = markOf(account ?? address);
  (vouched ? it.owners : it.others).note(mark, tried, now);
  if (vouched) return;
  const begins = it.attempts === 0 || now - it.lastAt > HOUR_MS;
  const failed = tried.failures === 1;
  it.attempts = failed && begins ? 1 : it.attempts + tried.tries;
  if (!failed) return;
  it.firstAt = begins ? now : it.firstAt;
  it.lastAt = now;
  if (account !== null) it.accounts = addToDistinct(it.accounts, mark, now);
  it.addresses = addToDistinct(it.addresses, markOf(address), now);
}

export type Campaign = {
  readonly startedAt: number;
  /** Within the last hour. */
  readonly accounts: number;
  readonly addresses: number;
  /** At how many times as many accounts, of those that were tried, they failed as usually do. */
  readonly excess: number;
};

/** Within the last hour, of however many processes. */
export type ShapeSums = {
  readonly firstAt: number;
  readonly owners: AccountCount;
  readonly others: AccountCount;
  /** At which others failed, and from which. */
  readonly accounts: number;
  readonly addresses: () => number;
};

/**
 * What these logins are together; null: people. Owners are counted among the tried: where half of a shape's accounts are theirs, the
 * excess is what it is for whoever has that shape.
 * @param usualShare of tries that fail; null: nobody knows yet.
 */
export const campaignIn = (it: ShapeCount, usualShare: number | null, now: number): Campaign | null =>
  campaignOf(
    {
      firstAt: it.firstAt,
      owners: it.owners.counts(now),
      others: it.others.counts(now),
      accounts: distinctCountsOf(it.accounts, now)['1h'],
      addresses: () => distinctCountsOf(it.addresses, now)['1h'],
    },
    usualShare,
  );

export function campaignOf(it: ShapeSums, usualShare: number | null): Campaign | null {
  if (it.accounts < ACCOUNTS_MIN) return null;
  const usual = usualShare ?? SHARE_UNKNOWN;
  if (ownersFailToo(it, usual)) return null;
  const excess = excessOf(it, usual);
  if (excess < EXCESS_MIN) return null;
  return { startedAt: it.firstAt, accounts: it.accounts, addresses: it.addresses(), excess };
}

const ownersFailToo = ({ owners, accounts }: ShapeSums, usual: number): boolean =>
  owners.failures >= OWNERS_PART_MIN * accounts && isUnusual(failureExcess(owners.tries, owners.failures, usual));

const excessOf = ({ owners, others }: Pick<ShapeSums, 'owners' | 'others'>, usual: number): number =>
  failureExcess(owners.tries + others.tries, owners.failures + others.failures, usual);

/** Typing errors of the people who have a common browser are many, and their usual share. @param least accounts. */
export const mayBePart = (it: ShapeCount, least: number, usualShare: number | null, now: number): boolean =>
  distinctCountsOf(it.accounts, now)['1h'] >= least &&
  isUnusual(excessOf({ owners: it.owners.counts(now), others: it.others.counts(now) }, usualShare ?? SHARE_UNKNOWN));
