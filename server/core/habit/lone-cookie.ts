import { deviceOfKey, keysOfDevice, readDevices } from '../device-status.ts';
import type { Facts } from '../facts.ts';
import { missedKey } from '../features/device-key.ts';
import { COOKIE_KEYS_MAX } from '../features/velocity.ts';
import type { HabitLogin } from './history.ts';
import { type HabitValues, shortMarkOf } from './values.ts';

/**
 * The cookie that came with one of the account's keys, without that key: what is left where an engine lets go of what scripts stored, and
 * what a thief of cookies has. Not one that many browsers have, and not one that changed systems, which no browser does.
 */
export function isLoneCookie(facts: Facts, values: HabitValues, habits: readonly HabitLogin[]): boolean {
  const { remembered, now } = facts;
  const missed = missedKey(facts);
  if (remembered === null || missed === null) return false;
  if ((remembered.device?.distincts['keys']?.['24h'] ?? 0) > COOKIE_KEYS_MAX) return false;
  const devices = readDevices(remembered.account?.lists['devices'] ?? [], now);
  const device = devices.find(it => keysOfDevice(it).includes(missed.key));
  if (device?.status === 'fraudulent') return false;
  const mark = shortMarkOf(device?.id ?? deviceOfKey(missed.key));
  return habits.some(it => it.values.device === mark && it.values.system === values.system);
}
