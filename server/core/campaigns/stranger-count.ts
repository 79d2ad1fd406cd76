import { failureExcess, isUnusual } from '../season/excess.ts';
import { type FadingCount, fadedTo, NO_TRIES, type Tried, withTry } from '../season/fading-count.ts';
import { addToDistinct, type Distinct, distinctCountsOf, NO_DISTINCT } from '../subjects/distinct.ts';
import { markOf } from '../subjects/mark.ts';

/** Slow ones, a try an hour from each of some tens of addresses, are hundreds within this. */
const HALF_LIFE_MS = 12 * 60 * 60_000;
/** Accounts at which strangers failed within a day. */
const ACCOUNTS_MIN = 80;
/** People at a new device away from home mistype more than at the one that knows their password; not six times as much. */
const EXCESS_MIN = 6;

/**
 * What a site's logins did lately that showed nothing of their account, neither a device nor a network of its own, beside those of the
 * others with a history. A list of passwords that is worked off as slowly as anybody likes, by tools of any shape, is all strangers;
 * owners who mistype nearly never are.
 */
export type StrangerCount = {
  readonly strangers: FadingCount;
  readonly others: FadingCount;
  /** At which strangers failed. */
  readonly accounts: Distinct;
};

export const NO_STRANGERS: StrangerCount = { strangers: NO_TRIES, others: NO_TRIES, accounts: NO_DISTINCT };

export type ToldLogin = { readonly tried: Tried; readonly stranger: boolean; readonly account: string };

export function withStranger(it: StrangerCount, { tried, stranger, account }: ToldLogin, now: number): StrangerCount {
  if (!stranger) return { ...it, others: withTry(it.others, now, HALF_LIFE_MS, tried) };
  const strangers = withTry(it.strangers, now, HALF_LIFE_MS, tried);
  const accounts = tried.failures > 0 ? addToDistinct(it.accounts, markOf(account), now) : it.accounts;
  return { ...it, strangers, accounts };
}

/** `excess`: how many times as many failed as usually do. */
export type FailingStrangers = { readonly accounts: number; readonly excess: number };

/** null: they fail no more than people do, or everybody fails. @param usualShare of tries that fail; null: nobody knows yet. */
export function strangersFailing(it: StrangerCount, usualShare: number | null, now: number): FailingStrangers | null {
  if (usualShare === null) return null;
  const accounts = distinctCountsOf(it.accounts, now)['24h'];
  if (accounts < ACCOUNTS_MIN) return null;
  const others = fadedTo(it.others, now, HALF_LIFE_MS);
  if (isUnusual(failureExcess(others.tries, others.failures, usualShare))) return null;
  const strangers = fadedTo(it.strangers, now, HALF_LIFE_MS);
  const excess = failureExcess(strangers.tries, strangers.failures, usualShare);
  return excess < EXCESS_MIN ? null : { accounts, excess };
}
