import type { OutcomeResult } from '../../shared/wire/judgement.ts';
import { knownDeviceId } from '../../shared/wire/screening.ts';
import { afterOutcome, isTrustworthy, type KnownDevice, keyOfDevice, keysOfDevice } from '../core/device-status.ts';
import { habitDispute, habitLesson, readHabit } from '../core/habit/history.ts';
import { rhythmLesson } from '../core/habit/rhythm-history.ts';
import { isFraud, isUndisputed } from '../core/history.ts';
import { isNobodysNetwork } from '../core/networks/network-kind.ts';
import { payeeDispute } from '../core/payees.ts';
import { shortMark } from '../core/subjects/mark.ts';
import { type Change, SUBJECTS } from '../core/subjects/subject.ts';
import { disputeLesson, isTold, loginLesson, proofLesson, type TrustLists } from '../core/trust-lessons.ts';
import type { StoredScreening } from '../ports/records.ts';

/** Of the account: its lists, and the device that the screening came from as they have it. */
export type Learner = { readonly lists: TrustLists; readonly device: KnownDevice | null };

/** What an outcome makes of the account's history: what changes, and the device as it is to be written. */
export type Lesson = { readonly changes: readonly Change[]; readonly device: KnownDevice | null };

/** A proof of days ago says little of who is there; as long as an outcome is waited for. */
const PROOF_MS = 24 * 60 * 60_000;

/**
 * What the last outcome of a screening teaches its account, or takes back. The same outcome told again, as a backend may that had no
 * answer, teaches nothing more.
 */
export function outcomeLesson(kept: StoredScreening, { lists, device }: Learner, now: number): Lesson {
  const stored = { ...kept, outcomes: kept.outcomes.filter(it => it.teaches !== false) };
  const { id, phase, wouldBe, action } = stored;
  const results = stored.outcomes.map(it => it.result);
  const last = results.at(-1) ?? 'unknown';
  if (isProgram(stored, last) && !isFraud(results)) return { changes: [], device: null };
  const moved = device === null ? null : afterOutcome(device, last, now);
  const undisputed = isUndisputed(phase, wouldBe, results);
  const was = isUndisputed(phase, wouldBe, results.slice(0, -1));
  const isLogin = action === 'login';
  const listed = isLogin && (lists['logins'] ?? []).includes(id);

  const rhythm = isLogin ? rhythmLesson(lists, id, last, undisputed) : [];
  if (undisputed) {
    const learned = isLogin && !listed && !was;
    const changes = [
      ...(learned ? loginChanges(stored, { lists, device: moved }, now) : []),
      ...(learned ? habitChanges(stored, lists) : []),
      ...rhythm,
      ...proofChanges(stored, { lists, device: moved }, now),
    ];
    return { changes, device: counted(moved, learned ? 1 : 0) };
  }
  const taught = listed || (isLogin && was && !isTold(lists, id));
  const changes = disputeChanges(stored, { lists, device }, { last, taught, listed }, now);
  return { changes: [...rhythm, ...changes], device: counted(moved, taught ? -1 : 0) };
}

type Disputed = { readonly last: OutcomeResult; readonly taught: boolean; readonly listed: boolean };

/** Whom the action paid is a stranger again. */
const TAKES_BACK: readonly OutcomeResult[] = ['disputed', 'failed', 'stepup-failed'];

function disputeChanges(
  stored: StoredScreening,
  { lists, device }: Learner,
  { last, taught, listed }: Disputed,
  now: number,
): readonly Change[] {
  const { id, outcomes, answer } = stored;
  const fraud = isFraud(outcomes.map(it => it.result));
  const keys = fraud ? strickenKeys(stored, device) : [];
  return [
    ...(listed ? [{ kind: 'remove', list: 'logins', member: id } as const] : []),
    ...habitDispute(lists['habits'] ?? [], id, fraud ? knownDeviceId(answer) : null),
    ...(fraud || TAKES_BACK.includes(last) ? payeeDispute(lists['payees'] ?? [], id) : []),
    ...disputeLesson(lists, { login: id, keys, cause: last }, taught, now),
  ];
}

/**
 * Not the owner, also where he passed a step-up beside it; but what was only taken for a program may be called legitimate by a person, and
 * what only looks like a tool by a phishing-resistant proof: odd browsers have owners, too.
 */
function isProgram({ answer: { bot }, outcomes }: StoredScreening, last: OutcomeResult): boolean {
  if (bot.program !== null) return true;
  if (bot.kind === null || last === 'legit') return false;
  const proven = last === 'stepup-passed' && outcomes.at(-1)?.grade === 'phishing-resistant';
  return !(bot.kind === 'tool' && proven);
}

const counted = (device: KnownDevice | null, by: number): KnownDevice | null =>
  device === null ? null : { ...device, logins: Math.max(0, device.logins + by) };

function loginChanges(stored: StoredScreening, { lists, device }: Learner, now: number): readonly Change[] {
  const { id, keyId, networkRef, mode, features } = stored;
  const learned: Change = { kind: 'add', list: 'logins', member: id };
  if (mode !== 'enforce') return [learned];
  const mayEarn = device !== null && isTrustworthy(device) && isHeldByOne(stored);
  const network = isNobodysNetwork(features) ? '' : shortMark(networkRef);
  return [learned, ...loginLesson(lists, { login: id, key: keyId ?? '', network }, mayEarn, now)];
}

/** What an earlier version recorded has no habit. */
function habitChanges({ habit }: StoredScreening, lists: TrustLists): readonly Change[] {
  if (typeof habit !== 'string') return [];
  return habitLesson(lists['habits'] ?? [], readHabit(habit), SUBJECTS.account.lists.habits);
}

/** A proof that was made in time, on a device of one holder; in observe mode nothing vouches. */
function proofChanges(stored: StoredScreening, { lists, device }: Learner, now: number): readonly Change[] {
  const { id, keyId, mode, createdAt, outcomes } = stored;
  const last = outcomes.at(-1);
  if (last?.result !== 'stepup-passed' || last.grade !== 'phishing-resistant') return [];
  if (mode !== 'enforce' || keyId === null || now - createdAt > PROOF_MS) return [];
  if (device === null || !isTrustworthy(device) || !isHeldByOne(stored)) return [];
  return proofLesson(lists, keyId, id, now);
}

const isHeldByOne = ({ features }: StoredScreening): boolean => features.deviceKeyForked !== true;

/** All keys of the device that the fraud was done from, also of one that the account has forgotten. */
function strickenKeys({ keyId, answer }: StoredScreening, device: KnownDevice | null): readonly string[] {
  const id = knownDeviceId(answer);
  const named = id === null ? null : keyOfDevice(id);
  const keys = [keyId, named, ...(device === null ? [] : keysOfDevice(device))];
  return [...new Set(keys.flatMap(it => it ?? []))];
}
