import type { Facts } from '../facts.ts';
import { engine } from '../features/browser.ts';
import { deviceKeyForked, deviceKeyKnown, deviceVouched } from '../features/device-key.ts';
import { isKnown } from '../features/feature.ts';
import { signalOf } from '../features/readings.ts';
import { privateWindow, webview } from '../features/surroundings.ts';
import { keyExpected } from '../key-expectation.ts';
import type { Policy } from '../policy.ts';
import { readHabits } from './history.ts';
import { type DeviceHere, type HabitRisk, habitRisk } from './risk.ts';
import type { SiteHabits } from './site-counts.ts';
import type { HabitValues } from './values.ts';

const DAY_MS = 24 * 60 * 60_000;

/**
 * What an account's habits say of this login; null: nothing yet. A person of few logins, or on a site of few, is judged by the other
 * evidence alone.
 */
export function habitIn(
  facts: Facts,
  values: HabitValues,
  site: SiteHabits,
  { habit }: Pick<Policy, 'habit'>,
): HabitRisk | null {
  const members = facts.remembered?.account?.lists['habits'] ?? [];
  if (members.length < Math.max(1, habit.accountLogins) || site.logins < Math.max(1, habit.siteLogins)) return null;
  const habits = readHabits(members);
  return habitRisk(habits, values, deviceHere(facts, habits.at(-1)?.at ?? facts.now), site, facts.now);
}

function deviceHere(facts: Facts, lastLoginAt: number): DeviceHere {
  const { device, report, now } = facts;
  const forked = deviceKeyForked.derive(facts) === true;
  const known = (device?.known?.logins ?? 0) > 0 && device?.known?.status !== 'fraudulent';
  const proven = known && !forked && deviceKeyKnown.derive(facts) === true;
  return {
    by: proven ? 'proven' : known ? 'cookie' : 'unknown',
    vouched: deviceVouched.derive(facts) === true,
    expected: report !== null && isKeyExpected(facts, (now - lastLoginAt) / DAY_MS),
  };
}

/** Would the browser of the last login still have its key, were this that one? */
function isKeyExpected(facts: Facts, days: number): boolean {
  const by = engine.derive(facts);
  if (!isKnown(by)) return false;
  const storage = signalOf(facts, 'storage');
  const hint = 'value' in storage && privateWindow(by, storage.value);
  return keyExpected({ engine: by, days, webview: webview(facts), privateWindow: hint });
}
