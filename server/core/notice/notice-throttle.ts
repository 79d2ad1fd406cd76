import { timeOfScreening } from '../uses.ts';

const DAY_MS = 24 * 60 * 60_000;
/** What one attack, or one evening of a customer's own tries, brings is one notice. */
export const NOTICE_EVERY_MS = 10 * 60_000;
/** More in a day are read by nobody: who floods a person with questions waits for the tired "yes" (MFA fatigue, CISA 2022). */
export const NOTICES_PER_DAY = 3;

/** A notice that was made, as its account's history keeps it. */
export type Notice = { readonly screening: string; readonly at: number };

export const writeNotice = ({ screening, at }: Notice): string => `${screening} ${at.toString(36)}`;

/** The oldest first. */
export const readNotices = (members: readonly string[]): readonly Notice[] =>
  members
    .map(member => {
      const [screening = '', at = ''] = member.split(' ');
      return { screening, at: Number.parseInt(at, 36) };
    })
    .sort((a, b) => a.at - b.at || timeOfScreening(a.screening) - timeOfScreening(b.screening));

/** From when on the account may have the next one; past or now: now. @param notices the oldest first. */
export function nextNoticeAt(notices: readonly Notice[]): number {
  const last = notices.at(-1)?.at ?? Number.NEGATIVE_INFINITY;
  const first = notices.at(-NOTICES_PER_DAY)?.at ?? Number.NEGATIVE_INFINITY;
  return Math.max(last + NOTICE_EVERY_MS, first + DAY_MS);
}
