import type { Decision } from '../core/decide.ts';
import { isTrustworthy, type KnownDevice, keysOfDevice, membersOf, readDevices } from '../core/device-status.ts';
import { COOKIE_KEYS_MAX } from '../core/features/velocity.ts';
import { besideKey, DEVICE_KEYS_MAX, type KeyPlace, readKeyPlace, writeKeyPlace } from '../core/key-places.ts';
import { isNobodysNetwork } from '../core/networks/network-kind.ts';
import { shortMark } from '../core/subjects/mark.ts';
import type { Change } from '../core/subjects/subject.ts';
import { forkLesson, loginLesson, trustWith } from '../core/trust-lessons.ts';
import type { StoredReport } from '../ports/state.ts';
import type { SeenDevice } from './device.ts';
import { isListedOrigin } from './origins.ts';
import { type Known, subjectOf } from './screening-facts.ts';
import type { Asked } from './screening-question.ts';

export type TrustAfter = { readonly vouched: boolean; readonly changes: readonly Change[] };

/** Where the report's key was; null: it proved none, or came from no page. */
function placeOf(asked: Asked, report: StoredReport | null): KeyPlace | null {
  if (report === null || report.key.state !== 'verified' || report.origin === null) return null;
  const { key, origin, carrier } = report;
  const inSession = asked.sessionRef !== '' && report.session === asked.request.session;
  const session = inSession ? shortMark(asked.sessionRef) : '';
  return {
    key: key.id,
    origin,
    cookie: shortMark(carrier.id),
    session,
    network: shortMark(asked.networkRef),
    login: asked.id,
  };
}

/**
 * The device that this key belongs to: its own, or the one of the same browser that logged in at another origin of the site (decision
 * 013). After the judgement: a key that only joins brings nothing of the device's into it.
 */
export function joined(asked: Asked, known: Known, seen: SeenDevice, { judged, features }: Decision): SeenDevice {
  const account = subjectOf(known, 'account');
  const { report } = known.loaded;
  const place = placeOf(asked, report);
  if (account === null || place === null || report?.carrier.returning !== true) return seen;
  if (asked.request.phase === 'failed' || judged.verdict === 'NG' || features.deviceKeyForked !== false) return seen;
  if (!isListedOrigin(asked.site, place.origin) || isNobodys(known) || !isNew(seen.known)) return seen;
  const lists = account.lists;
  const first = besideKey(place, (lists['keys'] ?? []).map(readKeyPlace), lists['logins'] ?? [], asked.now);
  const all = lists['devices'] ?? [];
  const device = readDevices(all, asked.now).find(it => first !== null && keysOfDevice(it).includes(first));
  if (device === undefined || device.id === seen.id || !isTrustworthy(device)) return seen;
  if (keysOfDevice(device).length >= DEVICE_KEYS_MAX) return seen;
  return {
    ...seen,
    id: device.id,
    known: { ...device, keys: [...device.keys, place.key] },
    members: [...membersOf(all, device.id), ...seen.members],
  };
}

/** Seen before without a login, it was never more than a visit. */
const isNew = (known: KnownDevice | null): boolean =>
  known === null || (known.logins === 0 && known.by === null && known.status !== 'fraudulent');

const isNobodys = (known: Known): boolean =>
  (subjectOf(known, 'device')?.distincts['keys']?.['24h'] ?? 0) > COOKIE_KEYS_MAX;

/** What a screening teaches of whose the key is, and what is said for it afterwards. */
export function trustAfter(
  asked: Asked,
  known: Known | null,
  device: { readonly seen: SeenDevice; readonly after: KnownDevice | null } | null,
  { account, judged, features }: Decision,
  enforced: boolean,
): TrustAfter {
  const { refs, request, now, id, networkRef } = asked;
  if (known === null || refs.length === 0) return { vouched: false, changes: [] };
  const lists = subjectOf(known, 'account')?.lists ?? {};
  const place = placeOf(asked, known.loaded.report);
  const key = place?.key ?? '';
  const after = device?.after ?? null;
  const forked = features.deviceKeyForked === true;
  const changes: Change[] = [];
  if (forked) changes.push(...forkLesson(lists, key, now));
  if (enforced && account?.login === true) {
    const network = isNobodysNetwork(features) ? '' : shortMark(networkRef);
    const mayEarn = after !== null && isTrustworthy(after) && !forked;
    changes.push(...loginLesson(lists, { login: id, key, network }, mayEarn, now));
  }
  const letIn = account?.login === true || (device?.seen.known?.logins ?? 0) > 0;
  const isOwners = judged.botKind === null;
  if (
    isOwners &&
    place !== null &&
    request.action === 'login' &&
    request.phase !== 'failed' &&
    judged.verdict !== 'NG' &&
    letIn
  ) {
    changes.push(...placeChanges(lists['keys'] ?? [], place, forked));
  }
  const vouched = trustWith(lists, changes).vouched.has(key) && after?.status !== 'fraudulent';
  return { vouched, changes };
}

/** In the place of what was known of it; the key that two hold is taken back, and expected of nobody. */
function placeChanges(members: readonly string[], place: KeyPlace, forked: boolean): readonly Change[] {
  const outdated = members.filter(member => {
    const it = readKeyPlace(member);
    return it.key === place.key && (forked || (it.origin === place.origin && it.cookie === place.cookie));
  });
  const removed = outdated.map((member): Change => ({ kind: 'remove', list: 'keys', member }));
  return forked ? removed : [...removed, { kind: 'add', list: 'keys', member: writeKeyPlace(place) }];
}
