import { failureExcess, isUnusual } from '../season/excess.ts';
import type { Tried } from '../season/tried.ts';
import { TriedAccounts } from '../season/tried-accounts.ts';
import { markOf } from '../subjects/mark.ts';

/** Slow ones, a try an hour from each of some tens of addresses, are hundreds within this. */
const DAY_MS = 24 * 60 * 60_000;
/** Accounts at which strangers failed within a day. */
const ACCOUNTS_MIN = 80;
/** People at a new device away from home mistype more than at the one that knows their password; not six times as much. */
const EXCESS_MIN = 6;

/**
 * What a site's logins did within a day that showed nothing of their account, neither a device nor a network of its own, beside those of
 * the others with a history. A list of passwords that is worked off as slowly as anybody likes, by tools of any shape, is all strangers;
 * owners who mistype nearly never are.
 */
export type StrangerCount = { readonly strangers: TriedAccounts; readonly others: TriedAccounts };

export const noStrangers = (): StrangerCount => ({
  strangers: new TriedAccounts(DAY_MS),
  others: new TriedAccounts(DAY_MS),
});

export type ToldLogin = { readonly tried: Tried; readonly stranger: boolean; readonly account: string };

export function noteStranger(it: StrangerCount, { tried, stranger, account }: ToldLogin, now: number): void {
  (stranger ? it.strangers : it.others).note(markOf(account), tried, now);
}

/** `excess`: at how many times as many accounts they fail as people usually do. */
export type FailingStrangers = { readonly accounts: number; readonly excess: number };

/** null: they fail no more than people do, or everybody fails. @param usualShare of those tried; null: nobody knows yet. */
export function strangersFailing(it: StrangerCount, usualShare: number | null, now: number): FailingStrangers | null {
  if (usualShare === null) return null;
  const strangers = it.strangers.counts(now);
  if (strangers.failures < ACCOUNTS_MIN) return null;
  const others = it.others.counts(now);
  if (isUnusual(failureExcess(others.tries, others.failures, usualShare))) return null;
  const excess = failureExcess(strangers.tries, strangers.failures, usualShare);
  return excess < EXCESS_MIN ? null : { accounts: strangers.failures, excess };
}
