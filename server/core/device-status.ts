import type { DeviceStatus, OutcomeResult, Phase, Verdict } from '../../shared/wire/judgement.ts';

/** A browser that an account was used from, as the account's history keeps it. */
export type KnownDevice = {
  readonly id: string;
  readonly status: DeviceStatus;
  /** Why it has its status: a reason's code, an outcome, or one of the words here. */
  readonly cause: string;
  readonly changedAt: number;
  readonly firstSeenAt: number;
  readonly lastSeenAt: number;
  /** Undisputed logins of this account. */
  readonly logins: number;
  /** As its image was last seen. */
  readonly recallId: string | null;
  /** Who set the status by hand, and what he said; then no login moves it. */
  readonly by: { readonly author: string; readonly comment: string } | null;
};

/** So long the outcome of an attempt is waited for; then nothing is known of it. */
export const PENDING_MS = 24 * 60 * 60_000;

export type DeviceVisit = {
  readonly id: string;
  readonly now: number;
  readonly phase: Phase;
  readonly wouldBe: Verdict;
  /** The weightiest reason of the verdict. */
  readonly reason: string | null;
  readonly isLogin: boolean;
  /** Other accounts with undisputed logins on it lately. */
  readonly otherAccounts: number;
  readonly recallId: string | null;
};

/**
 * What a screening makes of the device. A login that was let in makes it active, or shared where others log in on it too: a state of
 * its own, no suspicion. REVIEW leaves it unproven, NG fraudulent, an attempt without an outcome pending.
 * @returns null: nothing is to be remembered.
 */
export function afterVisit(known: KnownDevice | null, visit: DeviceVisit): KnownDevice | null {
  const { id, now, phase, wouldBe } = visit;
  if (phase === 'failed') return known;
  const seen = known ?? {
    id,
    status: 'pending',
    cause: 'attempt',
    changedAt: now,
    firstSeenAt: now,
    logins: 0,
    recallId: null,
    by: null,
  };
  const next = { ...seen, lastSeenAt: now, recallId: visit.recallId ?? seen.recallId };
  if (phase === 'attempted') return next;
  const logins = seen.logins + (visit.isLogin && wouldBe === 'OK' ? 1 : 0);
  // What was called fraudulent, or set by hand, a login does not take back: an outcome or a person does.
  if (next.by !== null || next.status === 'fraudulent') return { ...next, logins };
  return moved({ ...next, logins }, statusOf(visit), visit.reason ?? 'login', now);
}

function statusOf({ wouldBe, otherAccounts }: DeviceVisit): DeviceStatus {
  if (wouldBe === 'NG') return 'fraudulent';
  if (otherAccounts > 0) return 'shared';
  return wouldBe === 'OK' ? 'active' : 'unproven';
}

/** What was reported afterwards of a login on it. */
export function afterOutcome(known: KnownDevice, result: OutcomeResult, now: number): KnownDevice {
  switch (result) {
    case 'fraud':
    case 'chargeback':
      return moved({ ...known, by: null }, 'fraudulent', result, now);
    case 'legit':
    case 'stepup-passed':
      return moved({ ...known, by: null }, known.status === 'shared' ? 'shared' : 'active', result, now);
    case 'stepup-failed':
      return known.status === 'fraudulent' ? known : moved(known, 'unproven', result, now);
    case 'succeeded':
      return known.status === 'pending' ? moved(known, 'active', result, now) : known;
    case 'failed':
      return known.status === 'pending' ? moved(known, 'unproven', result, now) : known;
    case 'unknown':
      return known;
  }
}

export const setByHand = (
  known: KnownDevice,
  status: DeviceStatus,
  by: NonNullable<KnownDevice['by']>,
  now: number,
): KnownDevice => ({ ...moved(known, status, 'by-hand', now), by });

/** As it is at a moment: an attempt whose outcome never came is no longer waited for. */
export const deviceAt = (known: KnownDevice, now: number): KnownDevice =>
  known.status === 'pending' && now - known.changedAt > PENDING_MS
    ? moved(known, 'unproven', 'no-outcome', known.changedAt + PENDING_MS)
    : known;

const moved = (known: KnownDevice, status: DeviceStatus, cause: string, at: number): KnownDevice =>
  known.status === status ? known : { ...known, status, cause, changedAt: at };

type Packed = readonly [string, DeviceStatus, string, number, number, number, number, string, ...(readonly string[])];

/** As a member of the account's list. */
export function writeDevice(it: KnownDevice): string {
  const { id, status, cause, changedAt, firstSeenAt, lastSeenAt, logins, recallId, by } = it;
  const packed: Packed = [id, status, cause, changedAt, firstSeenAt, lastSeenAt, logins, recallId ?? ''];
  return JSON.stringify(by === null ? packed : [...packed, by.author, by.comment]);
}

/** The account's devices, the latest used last; of one that two screenings wrote at the same moment the later. */
export function readDevices(members: readonly string[], now: number): readonly KnownDevice[] {
  const found = new Map<string, KnownDevice>();
  for (const it of members) {
    const [id, status, cause, changedAt, firstSeenAt, lastSeenAt, logins, recall, author, comment = '']: Packed =
      JSON.parse(it);
    const recallId = recall || null;
    const by = author === undefined ? null : { author, comment };
    found.delete(id);
    found.set(id, deviceAt({ id, status, cause, changedAt, firstSeenAt, lastSeenAt, logins, recallId, by }, now));
  }
  return [...found.values()];
}

/** Of the account's list, what tells of this device: to be taken out when it is written anew. */
export const membersOf = (members: readonly string[], id: string): readonly string[] =>
  members.filter(it => it.startsWith(`[${JSON.stringify(id)},`));
