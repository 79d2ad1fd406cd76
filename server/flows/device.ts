import { createHash } from 'node:crypto';
import type { ScreeningAnswer } from '../../shared/wire/screening.ts';
import type { Decision } from '../core/decide.ts';
import { afterVisit, type KnownDevice, membersOf, readDevices, writeDevice } from '../core/device-status.ts';
import { COOKIE_KEYS_MAX } from '../core/features/velocity.ts';
import type { Change, Subject } from '../core/subjects/subject.ts';
import type { StoredReport } from '../ports/state.ts';
import { type Known, subjectOf } from './screening-facts.ts';
import type { Asked } from './screening-question.ts';

/** The browser that a screening came from, and what its account knows of it. */
export type SeenDevice = {
  readonly id: string;
  readonly keyProven: boolean;
  /** null: this account was not used from it, as far as is remembered. */
  readonly known: KnownDevice | null;
  /** What the account's list has of it. */
  readonly members: readonly string[];
  readonly otherAccounts: number;
};

/** A copied profile copies its key and is told by that; a cookie may be copied by itself. */
const CONFIDENCE = { key: 1, cookie: 0.9 };
const COOKIE_ID_CHARS = 22;

/** Known by the key that it proved, else by the cookie that came back and is of one browser; null: by neither. */
export function seenDevice(now: number, known: Known | null): SeenDevice | null {
  const report = known?.loaded.report ?? null;
  if (known === null || report === null) return null;
  const keyProven = report.key.state === 'verified';
  const subject = subjectOf(known, keyProven ? 'key' : 'device');
  const id = idOf(report, subject);
  if (id === null) return null;
  const all = subjectOf(known, 'account')?.lists['devices'] ?? [];
  const own = readDevices(all, now).find(it => it.id === id) ?? null;
  const accounts = subject?.distincts['accounts']?.['30d'] ?? 0;
  return {
    id,
    keyProven,
    known: own,
    members: membersOf(all, id),
    otherAccounts: Math.max(0, accounts - (own !== null && own.logins > 0 ? 1 : 0)),
  };
}

function idOf({ key, carrier }: StoredReport, cookie: Subject | null): string | null {
  if (key.state === 'verified') return `dev_k${key.id}`;
  if (!carrier.returning || (cookie?.distincts['keys']?.['24h'] ?? 0) > COOKIE_KEYS_MAX) return null;
  // Not the cookie's own id: what answers and records show is no part of what makes a cookie.
  return `dev_c${createHash('sha256').update(carrier.id).digest('base64url').slice(0, COOKIE_ID_CHARS)}`;
}

/** The key that a device is known by, as the state names it; null: it is known by its cookie. */
export const keyOfDevice = (id: string): string | null => (id.startsWith('dev_k') ? id.slice('dev_k'.length) : null);

/** What the screening makes of it on this account; null: nothing to remember. */
export function deviceAfter({ request, now, refs }: Asked, seen: SeenDevice, decision: Decision): KnownDevice | null {
  if (refs.length === 0) return null;
  const weightiest = decision.reasons.reduce<{ code: string; counted: number } | null>(
    (most, it) => (it.counted > (most?.counted ?? 0) ? it : most),
    null,
  );
  return afterVisit(seen.known, {
    id: seen.id,
    now,
    phase: request.phase,
    wouldBe: decision.judged.verdict,
    reason: decision.judged.verdict === 'OK' ? null : (weightiest?.code ?? null),
    isLogin: request.action === 'login',
    otherAccounts: seen.otherAccounts,
  });
}

export const deviceView = (seen: SeenDevice, after: KnownDevice | null): ScreeningAnswer['device'] => ({
  id: seen.id,
  recallId: null,
  status: after?.status ?? 'pending',
  confidence: seen.keyProven ? CONFIDENCE.key : CONFIDENCE.cookie,
  keyProven: seen.keyProven,
  vouched: false,
});

/** Of the account's history: in the place of what it had of this device. */
export const deviceChanges = (members: readonly string[], device: KnownDevice): readonly Change[] => {
  const written = writeDevice(device);
  const outdated = members.filter(it => it !== written);
  return [
    ...outdated.map((member): Change => ({ kind: 'remove', list: 'devices', member })),
    { kind: 'add', list: 'devices', member: written },
  ];
};
