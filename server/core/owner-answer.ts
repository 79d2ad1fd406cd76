import type { OutcomeResult } from '../../shared/wire/judgement.ts';
import type { AnswerPlace, OwnerSays } from '../../shared/wire/owner-answers.ts';
import type { KnownDevice } from './device-status.ts';
import { LONG_USE } from './uses.ts';

/** What "was this you?" was answered with, as a label. `teaches`: the account's history and devices move by it. */
export type AnswerLabel = { readonly result: OutcomeResult; readonly confidence: number; readonly teaches: boolean };

/**
 * Whom to believe. A thief says yes to his own login, on his own device or another of his; on the device or in the session that is
 * asked about nobody's word is worth more than the login itself. A "no" from a device that nothing speaks for may be a thief's who would
 * rob the owner of his device: it takes back what an unproven login taught, and calls nobody a thief.
 * @param doubtedStands the device that is asked about is vouched for, or its use is older.
 */
export function answerLabel(said: OwnerSays, place: AnswerPlace, doubtedStands: boolean): AnswerLabel {
  if (place === 'identified' || place === 'vouched-device') {
    return { result: said === 'yes' ? 'legit' : 'fraud', confidence: 0.9, teaches: true };
  }
  if (said === 'yes') return { result: 'legit', confidence: 0.1, teaches: false };
  const teaches = place === 'unproven-device' && !doubtedStands;
  return { result: 'disputed', confidence: teaches ? 0.6 : 0.3, teaches };
}

/**
 * Was the account long used from the one, and from the other not at all before, or never for long? Most owners have one device and no
 * passkey, so that nothing speaks for it: who came last does not talk their history away.
 */
export function isOlderUse(one: KnownDevice | null, other: KnownDevice | null): boolean {
  if (one === null || !isLongUsed(one)) return false;
  return other === null || !isLongUsed(other) || one.firstSeenAt < other.firstSeenAt;
}

const isLongUsed = ({ logins, status, firstSeenAt, lastSeenAt }: KnownDevice): boolean =>
  status !== 'fraudulent' && logins >= LONG_USE.logins && lastSeenAt - firstSeenAt >= LONG_USE.spanMs;
