import type { DeviceStatus, OutcomeResult, Phase, Verdict } from '../../shared/wire/judgement.ts';
import type { Author } from './vouching.ts';

/** A browser that an account was used from, as the account's history keeps it. */
export type KnownDevice = {
  readonly id: string;
  readonly status: DeviceStatus;
  /** Why it has its status: a reason's code, an outcome, or one of the words here. */
  readonly cause: string;
  readonly changedAt: number;
  /** When the right password first came from it; until then, when somebody first tried. Who only tries makes nothing older. */
  readonly firstSeenAt: number;
  readonly lastSeenAt: number;
  /** Undisputed logins of this account. */
  readonly logins: number;
  /** As its image was last seen. */
  readonly recallId: string | null;
  /** Its further keys, at other origins of the site; the first is in its id. See core/key-places.ts. */
  readonly keys: readonly string[];
  /** Who set the status by hand, and what he said; then no login moves it. */
  readonly by: Author | null;
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
    keys: [],
    by: null,
  };
  const here = { ...seen, lastSeenAt: now, recallId: visit.recallId ?? seen.recallId };
  if (phase === 'attempted') return here;
  const next = enteredAt(here, now);
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

/** May its keys be vouched for? A family's device is as good as one's own. */
export const isTrustworthy = ({ status }: KnownDevice): boolean => status === 'active' || status === 'shared';

/** Did the right password come from it? What was only tried from a browser, anybody does who knows the account's name. */
export const wasEntered = ({ logins, cause }: KnownDevice): boolean =>
  logins > 0 || !['attempt', 'no-outcome', 'failed'].includes(cause);

/** The key that a device is known by, as the state names it; null: it is known by its cookie. */
export const keyOfDevice = (id: string): string | null => (id.startsWith('dev_k') ? id.slice('dev_k'.length) : null);

export const deviceOfKey = (keyId: string): string => `dev_k${keyId}`;

/** All keys of a device; none of one that is known by its cookie. */
export function keysOfDevice({ id, keys }: KnownDevice): readonly string[] {
  const first = keyOfDevice(id);
  return first === null ? [] : [first, ...keys];
}

const enteredAt = (known: KnownDevice, now: number): KnownDevice =>
  wasEntered(known) ? known : { ...known, firstSeenAt: now };

/** What was reported afterwards of a login on it. */
export function afterOutcome(before: KnownDevice, result: OutcomeResult, now: number): KnownDevice {
  const entered = result === 'succeeded' || result === 'stepup-passed' || result === 'legit';
  const known = entered ? enteredAt(before, now) : before;
  switch (result) {
    case 'fraud':
    case 'chargeback':
      return moved({ ...known, by: null }, 'fraudulent', result, now);
    case 'legit':
    case 'stepup-passed':
      return moved({ ...known, by: null }, known.status === 'shared' ? 'shared' : 'active', result, now);
    case 'stepup-failed':
    case 'disputed':
      return known.status === 'fraudulent' ? known : moved(known, 'unproven', result, now);
    case 'succeeded':
      return known.status === 'pending' ? moved(known, 'active', result, now) : known;
    case 'failed':
      return known.status === 'pending' ? moved(known, 'unproven', result, now) : known;
    case 'unknown':
      return known;
  }
}

export const setByHand = (known: KnownDevice, status: DeviceStatus, by: Author, now: number): KnownDevice => ({
  ...moved(known, status, 'by-hand', now),
  by,
});

/** As it is at a moment: an attempt whose outcome never came is no longer waited for. */
export const deviceAt = (known: KnownDevice, now: number): KnownDevice =>
  known.status === 'pending' && now - known.changedAt > PENDING_MS
    ? moved(known, 'unproven', 'no-outcome', known.changedAt + PENDING_MS)
    : known;

const moved = (known: KnownDevice, status: DeviceStatus, cause: string, at: number): KnownDevice =>
  known.status === status ? known : { ...known, status, cause, changedAt: at };

type Packed = readonly [
  id: string,
  status: DeviceStatus,
  cause: string,
  changedAt: number,
  firstSeenAt: number,
  lastSeenAt: number,
  logins: number,
  recallId: string | null,
  keys: readonly string[],
  by: KnownDevice['by'],
];

/** As a member of the account's list. */
export function writeDevice(it: KnownDevice): string {
  const { id, status, cause, changedAt, firstSeenAt, lastSeenAt, logins, recallId, keys, by } = it;
  const packed: Packed = [id, status, cause, changedAt, firstSeenAt, lastSeenAt, logins, recallId, keys, by];
  return JSON.stringify(packed);
}

/** The account's devices, the latest used last; of one that was written twice at the same moment the later. */
export function readDevices(members: readonly string[], now: number): readonly KnownDevice[] {
  const found = new Map<string, KnownDevice>();
  for (const it of members) {
    const [id, status, cause, changedAt, firstSeenAt, lastSeenAt, logins, recallId, keys, by]: Packed = JSON.parse(it);
    found.delete(id);
    const known = { id, status, cause, changedAt, firstSeenAt, lastSeenAt, logins, recallId, keys, by };
    found.set(id, deviceAt(known, now));
  }
  return [...found.values()].sort((a, b) => a.lastSeenAt - b.lastSeenAt);
}

/** Of the account's list, what tells of this device: to be taken out when it is written anew. */
export const membersOf = (members: readonly string[], id: string): readonly string[] =>
  members.filter(it => it.startsWith(`[${JSON.stringify(id)},`));

/** Anybody who knows the account's name makes such ones: they are the first to go, and push out no other. */
const isPassing = ({ logins, by, status }: KnownDevice): boolean =>
  logins === 0 && by === null && status !== 'fraudulent';

/**
 * What the account's list loses when `device` is written into it, of itself or of one that only passed by; null: it is full of others,
 * and this one only passes by.
 * @param full how many the list has room for.
 */
export function givesPlace(members: readonly string[], device: KnownDevice, full: number): readonly string[] | null {
  const own = membersOf(members, device.id);
  if (own.length > 0 || members.length < full) return own;
  const passing = readDevices(members, device.lastSeenAt).find(isPassing);
  if (passing !== undefined) return membersOf(members, passing.id);
  return isPassing(device) ? null : [];
}
