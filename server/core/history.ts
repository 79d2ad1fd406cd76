import type { OutcomeResult, Phase, Verdict } from '../../shared/wire/judgement.ts';
import type { Facts } from './facts.ts';
import type { Judged } from './judge.ts';

/**
 * What a screening teaches about its account: that it was seen, and, when nothing speaks against it, that its owner logged in. A program
 * of whatever kind is not the owner, also where it may do what it does.
 */
export type AccountChange = { readonly login: boolean };

export function accountChange(
  { accountNamed, phase, action, remembered }: Facts,
  { verdict, botKind }: Pick<Judged, 'verdict' | 'botKind'>,
): AccountChange | null {
  if (!accountNamed) return null;
  // What was judged without its history teaches it nothing.
  if (remembered === null) return { login: false };
  return { login: action === 'login' && phase === 'succeeded' && verdict === 'OK' && botKind === null };
}

/** The last word on it is that it was not the owner. */
export const isFraud = (outcomes: readonly OutcomeResult[]): boolean =>
  outcomes.findLastIndex(it => it === 'fraud' || it === 'chargeback') > outcomes.lastIndexOf('legit');

/** The last word on it is that it was not the owner, or that somebody who could not prove to be the owner said so. */
export const isDoubted = (outcomes: readonly OutcomeResult[]): boolean =>
  isFraud(outcomes) || outcomes.lastIndexOf('disputed') > outcomes.lastIndexOf('legit');

/**
 * Is this login of the account undisputed, with all that was reported afterwards? History learns from successes alone: verdict OK,
 * or REVIEW with its step-up passed; a fraud, a charge-back, a dispute or a failed step-up unlearns exactly what the login taught.
 */
export function isUndisputed(phase: Phase, wouldBe: Verdict, outcomes: readonly OutcomeResult[]): boolean {
  const last = outcomes.at(-1);
  if (last === 'stepup-failed' || last === 'failed') return false;
  if (isDoubted(outcomes)) return false;
  const succeeded = phase === 'succeeded' || outcomes.some(it => it === 'succeeded' || it === 'stepup-passed');
  const trusted = wouldBe === 'OK' || (wouldBe === 'REVIEW' && outcomes.includes('stepup-passed'));
  return succeeded && trusted;
}
