import type { HabitLogin } from './history.ts';
import { sureness } from './new-network.ts';
import type { HabitRisk } from './risk.ts';

/** Of takeovers, those that come with the account's own key: someone at the owner's browser, a program in it, a whole copied profile. */
const OWN_KEY_ATTACKS = 0.1;
/** Those that come with its cookie in another browser, which cannot copy the key. */
const OWN_COOKIE_ATTACKS = 0.1;
/** As if of thirty logins more one had come from a new device: people buy phones and clear browsers. */
const NEW_DEVICES = { logins: 30, new: 1 };
/**
 * How often the account came from a device that was new to it, and how often with nothing but its cookie left: of all logins but the
 * first, which was new to everyone.
 */
export function deviceShares(habits: readonly HabitLogin[]): { readonly new: number; readonly loneCookie: number } {
  const known = new Set<string>();
  let [came, lone] = [0, 0];
  for (const [n, { values, loneCookie }] of habits.entries()) {
    if (loneCookie) lone++;
    else if (n > 0 && (values.device === '' || !known.has(values.device))) came++;
    if (values.device !== '') known.add(values.device);
  }
  const all = Math.max(0, habits.length - 1) + NEW_DEVICES.logins;
  return { new: (came + NEW_DEVICES.new) / all, loneCookie: (lone + NEW_DEVICES.new) / all };
}

/** Device proof, as the model would hold it: p(new | A) / p(new | u, L), and the same for a key that is known. */
export const newDeviceLogOdds = (share: number, logins: number): number =>
  Math.max(0, Math.log((1 - OWN_KEY_ATTACKS) / share)) * sureness(logins);
/**
 * The account's own cookie, and not the key that was with it: few thieves have it, and owners have it whenever an engine lets go of keys.
 * Whose engine does so is known by the account's own history.
 */
export const loneCookieLogOdds = (share: number, logins: number): number =>
  Math.max(0, Math.log(OWN_COOKIE_ATTACKS / share)) * sureness(logins);
export const knownDeviceLogOdds = (share: number): number => Math.log(OWN_KEY_ATTACKS / (1 - share));

/**
 * What detectors of their own say of the same facts, from the first login on: that the key is vouched for, and that it is absent though its
 * engine keeps keys. Habits say the rest: who copies a profile copies a vouched key.
 */
export const VOUCHED_LOG_ODDS = -2;
export const KEY_ABSENT_LOG_ODDS = 1;

export type DeviceHere = {
  /**
   * `proven`: its key is the account's; `cookie`: known by a cookie alone, which may be a copy; `lone-cookie`: the cookie that came with
   * one of the account's keys, which is not there.
   */
  readonly by: 'proven' | 'cookie' | 'lone-cookie' | 'unknown';
  readonly vouched: boolean;
  /** Its engine would have kept the key that came with its cookie. */
  readonly keyAbsent: boolean;
  /** false: nothing could tell of a device. */
  readonly told: boolean;
};

/** What the device adds to the log-odds of a takeover. @param isOld its key was seen for long enough, or something strong spoke for it. */
export function deviceRisk(
  { by, told, vouched, keyAbsent }: DeviceHere,
  habits: readonly HabitLogin[],
  isOld: boolean,
): Pick<HabitRisk, 'newDevice' | 'knownDevice'> {
  const shares = deviceShares(habits);
  switch (by) {
    case 'unknown':
      return { newDevice: told ? newDeviceLogOdds(shares.new, habits.length) : 0, knownDevice: 0 };
    case 'lone-cookie': {
      const said = keyAbsent ? KEY_ABSENT_LOG_ODDS : 0;
      const rest = Math.max(0, loneCookieLogOdds(shares.loneCookie, habits.length) - said);
      return { newDevice: rest, knownDevice: 0 };
    }
    case 'proven': {
      const rest = Math.min(0, knownDeviceLogOdds(shares.new) - (vouched ? VOUCHED_LOG_ODDS : 0));
      return { newDevice: 0, knownDevice: isOld ? rest : 0 };
    }
    case 'cookie':
      return { newDevice: 0, knownDevice: 0 };
  }
}
