import { createHash } from 'node:crypto';
import type { ScreeningAnswer } from '../../shared/wire/screening.ts';
import type { Decision } from '../core/decide.ts';
import {
  afterVisit,
  deviceOfKey,
  givesPlace,
  type KnownDevice,
  keyOfDevice,
  membersOf,
  readDevices,
  writeDevice,
} from '../core/device-status.ts';
import { COOKIE_KEYS_MAX } from '../core/features/velocity.ts';
import { linkOwn, type OwnLink, type Resemblance, resemblanceOf } from '../core/linking/own-device.ts';
import { deviceMark } from '../core/linking/sightings.ts';
import { type Change, SUBJECTS, type Subject } from '../core/subjects/subject.ts';
import type { StoredReport } from '../ports/state.ts';
import { type Known, subjectOf } from './screening-facts.ts';
import type { Asked } from './screening-question.ts';

/** The browser that a screening came from, and what its account knows of it. */
export type SeenDevice = {
  readonly id: string;
  readonly keyProven: boolean;
  /** Marks of what else it may be blocked by: its cookie, and the keys that came with that. */
  readonly beside: readonly string[];
  /** null: this account was not used from it, as far as is remembered. */
  readonly known: KnownDevice | null;
  /** The account's list, and what it has of this one. */
  readonly listed: readonly string[];
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
  const named = deviceIdOf(report.key.state === 'verified' ? report.key.id : null, report.carrier, subject);
  if (named === null) return null;
  const all = subjectOf(known, 'account')?.lists['devices'] ?? [];
  const key = keyOfDevice(named) ?? '';
  const own = readDevices(all, now).find(it => it.id === named || it.keys.includes(key)) ?? null;
  const id = own?.id ?? named;
  const accounts = subject?.distincts['accounts']?.['30d'] ?? 0;
  return {
    id,
    keyProven,
    // Who copied a cookie, and is blocked by his key, does not shut its owner out of the accounts that the owner's key logged in to.
    beside: besideNames(report.carrier, subjectOf(known, 'device'), !keyProven || (own?.logins ?? 0) === 0),
    known: own,
    listed: all,
    members: membersOf(all, id),
    otherAccounts: Math.max(0, accounts - (own !== null && own.logins > 0 ? 1 : 0)),
  };
}

/** null: it is known by neither. @param cookie what is remembered of the cookie. */
export function deviceIdOf(
  keyId: string | null,
  carrier: StoredReport['carrier'],
  cookie: Subject | null,
): string | null {
  return keyId === null ? cookieIdOf(carrier, cookie) : deviceOfKey(keyId);
}

/** null: it did not come back, or is more than one browser's. */
function cookieIdOf(carrier: StoredReport['carrier'], cookie: Subject | null): string | null {
  if (!carrier.returning || (cookie?.distincts['keys']?.['24h'] ?? 0) > COOKIE_KEYS_MAX) return null;
  // Not the cookie's own id: what answers and records show is no part of what makes a cookie.
  return `dev_c${createHash('sha256').update(carrier.id).digest('base64url').slice(0, COOKIE_ID_CHARS)}`;
}

function besideNames(carrier: StoredReport['carrier'], cookie: Subject | null, byKeys: boolean): readonly string[] {
  const id = cookieIdOf(carrier, cookie);
  if (id === null) return [];
  return [deviceMark(id), ...(byKeys ? (cookie?.lists['provenKeys'] ?? []) : [])];
}

/** What the screening makes of it on this account; null: nothing to remember. */
export function deviceAfter(
  { request, now, refs }: Asked,
  seen: SeenDevice,
  recallId: string | null,
  decision: Decision,
): KnownDevice | null {
  if (refs.length === 0) return null;
  const weightiest = decision.reasons.reduce<{ code: string; counted: number } | null>(
    (most, it) => (it.counted > (most?.counted ?? 0) ? it : most),
    null,
  );
  const after = afterVisit(seen.known, {
    id: seen.id,
    now,
    // A list says what is done with it, not what it is: it stays what it was.
    phase: request.phase === 'succeeded' && decision.judged.decidedBy === 'block' ? 'attempted' : request.phase,
    wouldBe: isOwnersThroughProgram(decision) ? 'REVIEW' : decision.judged.verdict,
    reason: decision.judged.verdict === 'OK' ? null : (weightiest?.code ?? null),
    isLogin: request.action === 'login',
    otherAccounts: seen.otherAccounts,
    recallId,
  });
  // A program's browser is none of the owner's: it is remembered as one that was refused, or not at all. What only looks like a tool may
  // be the owner's odd browser, for which a proof can speak.
  const kind = decision.judged.botKind?.kind ?? 'tool';
  return kind !== 'tool' && seen.known === null && after?.status !== 'fraudulent' ? null : after;
}

/**
 * A vouched key whose visit looks like a program's and not like another person's is refused, and stays the owner's device: a release of
 * a browser may look so too (decision 018).
 */
const isOwnersThroughProgram = ({ features, judged: { verdict, decidedBy, scores } }: Decision): boolean =>
  verdict === 'NG' &&
  features.deviceVouched === true &&
  decidedBy === 'score' &&
  scores.takeover.score < scores.bot.score;

/** A browser that neither key nor cookie tells, as its image tells it to this account. */
export type LinkedDevice = {
  readonly recallId: string | null;
  readonly resembles: Resemblance;
  /** null: nobody asked, for its key or its cookie is known. */
  readonly link: {
    readonly id: string | null;
    readonly confidence: number;
    readonly abstains: OwnLink['abstains'];
  } | null;
};

/** Among the devices that this account logged in from; never one that it is known by itself. null: its image is not compared. */
export function linkedDevice(now: number, known: Known | null, seen: SeenDevice | null): LinkedDevice | null {
  const likeness = known?.loaded.report?.likeness ?? null;
  if (known === null || likeness === null) return null;
  const { recallId, link } = likeness;
  if (link === null) return { recallId, resembles: null, link: null };
  const all = readDevices(subjectOf(known, 'account')?.lists['devices'] ?? [], now);
  const own = all.filter(it => it.logins > 0 && it.id !== seen?.id);
  // The image of a browser that was last seen at another origin of the site stands under its key of there.
  const namesOf = (it: KnownDevice): readonly string[] => [it.id, ...it.keys.map(deviceOfKey)];
  const byMark = new Map(own.flatMap(it => namesOf(it).map(name => [deviceMark(name), it.id] as const)));
  const found = linkOwn(link, [...byMark.keys()]);
  const { confidence, abstains } = found;
  const id = found.id === null ? null : (byMark.get(found.id) ?? null);
  return { recallId, resembles: resemblanceOf(link, found), link: { id, confidence, abstains } };
}

/** Only a key or a cookie makes it the account's device: what is linked has no status of its own, and moves none. */
export function deviceView(
  seen: SeenDevice | null,
  after: KnownDevice | null,
  linked: LinkedDevice | null,
  vouched: boolean,
): ScreeningAnswer['device'] {
  const [recallId, link] = [linked?.recallId ?? null, linked?.link ?? null];
  const rest = { recallId, linked: link, vouched } as const;
  if (seen !== null) {
    const { id, keyProven } = seen;
    const [by, confidence] = keyProven ? (['key', CONFIDENCE.key] as const) : (['cookie', CONFIDENCE.cookie] as const);
    return { id, by, status: after?.status ?? 'pending', confidence, keyProven, ...rest };
  }
  if (linked === null) return null;
  const { id = null, confidence = 0 } = link ?? {};
  return {
    id,
    by: id === null ? 'none' : 'linked',
    status: 'unproven',
    confidence: id === null ? 0 : confidence,
    keyProven: false,
    ...rest,
  };
}

/**
 * Of the account's history: in the place of what it had of this device.
 * @param all the account's list. @param joined what it has of a device that this one became part of.
 */
export const deviceChanges = (
  all: readonly string[],
  device: KnownDevice,
  joined: readonly string[] = [],
): readonly Change[] => {
  const written = writeDevice(device);
  const gone = givesPlace(all, device, SUBJECTS.account.lists.devices);
  if (gone === null) return [];
  const outdated = [...new Set([...joined, ...gone])].filter(it => it !== written);
  return [
    ...outdated.map((member): Change => ({ kind: 'remove', list: 'devices', member })),
    { kind: 'add', list: 'devices', member: written },
  ];
};
