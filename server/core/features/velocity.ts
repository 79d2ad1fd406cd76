import type { Facts, Remembered } from '../facts.ts';
import type { Subject } from '../subjects/subject.ts';
import type { WindowName } from '../subjects/windows.ts';
import { type Feature, type Known, NOT_APPLICABLE, NOT_SENT, STATE_AWAY } from './feature.ts';
import { saysNothing } from './network.ts';

/** How much happened before this screening, as the gate itself counted it; who was never seen did nothing. */
const counted = (
  who: keyof Remembered,
  read: (subject: Subject) => number | undefined,
  instead: (facts: Facts) => Known<number> | null = () => null,
): Feature<number> => ({
  provenance: 'observed',
  derive: facts => {
    const other = instead(facts);
    if (other !== null) return other;
    if (facts.remembered === null) return STATE_AWAY;
    const subject = facts.remembered[who];
    return subject === null ? 0 : (read(subject) ?? 0);
  },
});

const counter = (name: string, window: WindowName) => (it: Subject) => it.counters[name]?.[window];
const distinct = (name: string, window: WindowName) => (it: Subject) => it.distincts[name]?.[window];
const unnamed = ({ accountNamed }: Facts): Known<number> | null => (accountNamed ? null : NOT_APPLICABLE);
const silent = (facts: Facts): Known<number> | null => (saysNothing(facts) ? NOT_APPLICABLE : null);
const cookieless = ({ remembered }: Facts): Known<number> | null =>
  remembered !== null && remembered.device === null ? NOT_SENT : null;

/** A browser makes a new key now and then; more than these within a day are several browsers. */
export const COOKIE_KEYS_MAX = 4;
/** The cookie of many is nobody's: what was counted by it says nothing of one device. */
export const isNobodys = ({ remembered }: Facts): boolean =>
  (remembered?.device?.distincts['keys']?.['24h'] ?? 0) > COOKIE_KEYS_MAX;
const nobodys = (facts: Facts): Known<number> | null => (isNobodys(facts) ? NOT_APPLICABLE : cookieless(facts));

export const accountFailures1hCount: Feature<number> = counted('account', counter('failures', '1h'), unnamed);
export const accountAddresses24hCount: Feature<number> = counted('account', distinct('addresses', '24h'), unnamed);
export const accountDevices24hCount: Feature<number> = counted('account', distinct('devices', '24h'), unnamed);
export const deviceAccounts5mCount: Feature<number> = counted('device', distinct('accounts', '5m'), nobodys);
export const cookieKeys24hCount: Feature<number> = counted('device', distinct('keys', '24h'), cookieless);
/** Accounts that browsers of this image, which nothing else tells, were used for; a crowd's count says nothing. */
export const recallAccounts24hCount: Feature<number> = {
  ...counted('recall', distinct('accounts', '24h'), ({ likeness }) =>
    likeness === null ? NOT_SENT : likeness.isCounted ? null : NOT_APPLICABLE,
  ),
  provenance: 'claimed',
};
export const addressFailures1hCount: Feature<number> = counted('address', counter('failures', '1h'), silent);
export const addressAccounts1hCount: Feature<number> = counted('address', distinct('accounts', '1h'), silent);
export const networkAccounts1hCount: Feature<number> = counted('network', distinct('accounts', '1h'), silent);
