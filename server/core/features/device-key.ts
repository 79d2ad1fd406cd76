import type { DeviceStatus } from '../../../shared/wire/judgement.ts';
import { keysOfDevice } from '../device-status.ts';
import type { Facts } from '../facts.ts';
import { keyExpected } from '../key-expectation.ts';
import { isFork, readSpentVisit } from '../key-line.ts';
import { type KeyPlace, missedPlace, readKeyPlace } from '../key-places.ts';
import type { Subject } from '../subjects/subject.ts';
import { timeOfScreening } from '../uses.ts';
import { readTrust } from '../vouching.ts';
import { engine } from './browser.ts';
import { type Feature, isKnown, type Known, NOT_APPLICABLE, NOT_SENT, STATE_AWAY, type Unknown } from './feature.ts';
import { signalOf } from './readings.ts';
import { privateWindow, webview } from './surroundings.ts';

/** What the report proved of the browser's key; a browser without one (http, an old one, a private window) is unknown. */
export const deviceKey: Feature<'verified' | 'refused'> = {
  provenance: 'proven',
  derive: ({ report }) => {
    const state = report?.key.state ?? 'none';
    return state === 'none' ? NOT_SENT : state;
  },
};

const whereProven = <T extends string | number | boolean>(
  read: (key: VerifiedKey, remembered: NonNullable<Facts['remembered']>, device: Facts['device']) => Known<T>,
) => ({
  provenance: 'proven' as const,
  derive: ({ report, remembered, device }: Facts): Known<T> => {
    const key = report?.key;
    if (key?.state !== 'verified') return NOT_SENT;
    return remembered === null ? STATE_AWAY : read(key, remembered, device);
  },
});
type VerifiedKey = Extract<NonNullable<Facts['report']>['key'], { state: 'verified' }>;

const members = (subject: Subject | null, list: string): readonly string[] => subject?.lists[list] ?? [];

/** Somebody else holds a copy of the key. */
export const deviceKeyForked: Feature<boolean> = whereProven((key, { key: known }) =>
  isFork(key, members(known, 'spent').map(readSpentVisit)),
);

/** What the account knows of the browser, by its key or its cookie; `new`: nothing. */
export const deviceStatus: Feature<DeviceStatus | 'new'> = {
  provenance: 'observed',
  derive: ({ device, remembered, accountNamed }) => {
    if (!accountNamed) return NOT_APPLICABLE;
    if (remembered === null) return STATE_AWAY;
    return device === null ? NOT_SENT : (device.known?.status ?? 'new');
  },
};

/**
 * What a browser without a known key or cookie looks like: a device that this account logged in from, or one of other accounts. It is
 * what the browser says of itself, compared: it may be copied whole, so it never lowers a risk.
 */
export const linkedDevice: Feature<'own' | 'others' | 'none'> = {
  provenance: 'claimed',
  derive: ({ likeness, accountNamed }) => {
    if (!accountNamed) return NOT_APPLICABLE;
    return likeness === null ? NOT_SENT : (likeness.resembles ?? NOT_APPLICABLE);
  },
};

/** Did this key take part in an undisputed login of this account before? */
export const deviceKeyKnown: Feature<boolean> = {
  provenance: 'proven',
  derive: facts => {
    const noAccount: Unknown | null = facts.accountNamed ? null : NOT_APPLICABLE;
    return noAccount ?? WHERE_NAMED.derive(facts);
  },
};
const WHERE_NAMED = whereProven(
  ({ id }, _remembered, device) =>
    device?.known != null && device.known.logins > 0 && keysOfDevice(device.known).includes(id),
);

/** Did something strong speak for this key on this account, and does it still hold? Not for a key that two hold. */
export const deviceVouched: Feature<boolean> = {
  provenance: 'proven',
  derive: facts => (facts.accountNamed ? VOUCHED.derive(facts) : NOT_APPLICABLE),
};
const VOUCHED = whereProven(({ id, ...visit }, { account, key }, device) => {
  if (device?.known?.status === 'fraudulent' || isFork(visit, members(key, 'spent').map(readSpentVisit))) return false;
  return readTrust(members(account, 'trust')).vouched.has(id);
});

/** Of the key that logged in with this cookie, where it is not with it now; null: it is, or none ever did. */
export function missedKey({ report, remembered }: Facts): KeyPlace | null {
  if (remembered === null || report === null || report.cookie === null || report.origin === null) return null;
  if (report.key.state === 'refused') return null;
  const key = report.key.state === 'verified' ? report.key.id : null;
  const places = members(remembered.account, 'keys').map(readKeyPlace);
  return missedPlace(key, { cookie: report.cookie, origin: report.origin }, places);
}

/** The cookie is that of a browser whose key logged in to this account here, and the key is not with it though its engine keeps keys. */
export const deviceKeyAbsent: Feature<boolean> = {
  provenance: 'claimed',
  derive: facts => {
    const { report, remembered, accountNamed, now } = facts;
    if (!accountNamed) return NOT_APPLICABLE;
    if (remembered === null) return STATE_AWAY;
    if (report === null || report.cookie === null || report.origin === null) return NOT_SENT;
    if (report.key.state === 'refused') return NOT_APPLICABLE;
    const missed = missedKey(facts);
    if (missed === null) return false;
    const by = engine.derive(facts);
    if (!isKnown(by)) return by;
    const storage = signalOf(facts, 'storage');
    const days = (now - timeOfScreening(missed.login)) / DAY_MS;
    const hint = 'value' in storage && privateWindow(by, storage.value);
    return keyExpected({ engine: by, days, webview: webview(facts), privateWindow: hint }) ? true : NOT_APPLICABLE;
  },
};
const DAY_MS = 24 * 60 * 60_000;
