import type { OutcomeResult, Phase } from '../../../shared/wire/judgement.ts';

const DAY_MS = 24 * 60 * 60_000;
/** What one attack, or one evening of a customer's own tries, brings is one notice. */
export const NOTICE_EVERY_MS = 10 * 60_000;
/** More in a day are read by nobody: who floods a person with questions waits for the tired "yes" (MFA fatigue, CISA 2022). */
export const NOTICES_PER_DAY = 3;
/** Anybody who knows the account's name brings those about tries: the last of a day is kept for who came in. */
const TRIES_PER_DAY = NOTICES_PER_DAY - 1;

/** A notice that was made, as its account's history keeps it. `entered`: it asks about somebody who had the right password. */
export type Notice = { readonly screening: string; readonly at: number; readonly entered: boolean };

export const writeNotice = ({ screening, at, entered }: Notice): string =>
  `${screening} ${at.toString(36)}${entered ? ' in' : ''}`;

/** The oldest first; of one screening, asked for twice at once, the first. */
export function readNotices(members: readonly string[]): readonly Notice[] {
  const all = members.map((member): Notice => {
    const [screening = '', at = '', entered] = member.split(' ');
    return { screening, at: Number.parseInt(at, 36), entered: entered === 'in' };
  });
  const sorted = all.toSorted((a, b) => a.at - b.at);
  return sorted.filter((it, n) => sorted.findIndex(({ screening }) => screening === it.screening) === n);
}

/**
 * From when on the account may have the next one; past or now: now. A stranger's tries keep nobody from being asked about who came in.
 * @param notices the oldest first. @param entered it is about somebody who had the right password.
 */
export function nextNoticeAt(notices: readonly Notice[], entered: boolean): number {
  const last = notices.findLast(it => it.entered || !entered)?.at ?? Number.NEGATIVE_INFINITY;
  const first = notices.at(entered ? -NOTICES_PER_DAY : -TRIES_PER_DAY)?.at ?? Number.NEGATIVE_INFINITY;
  return Math.max(last + NOTICE_EVERY_MS, first + DAY_MS);
}

const ENTERED: readonly OutcomeResult[] = ['succeeded', 'stepup-passed'];

/** Had he the right password, as far as the site told? */
export const hasEntered = (phase: Phase, outcomes: readonly OutcomeResult[]): boolean =>
  phase === 'succeeded' || (phase === 'attempted' && outcomes.some(it => ENTERED.includes(it)));
