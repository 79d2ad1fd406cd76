import type { Facts } from '../facts.ts';
import { deviceKeyAbsent, deviceKeyForked, deviceKeyKnown, deviceVouched } from '../features/device-key.ts';
import type { Policy } from '../policy.ts';
import type { DeviceHere } from './device-risk.ts';
import { readHabits } from './history.ts';
import { isLoneCookie } from './lone-cookie.ts';
import { type HabitRisk, habitRisk } from './risk.ts';
import type { SiteHabits } from './site-counts.ts';
import type { HabitValues } from './values.ts';

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
  return habitRisk(habits, values, deviceHere(facts, isLoneCookie(facts, values, habits)), site, facts.now);
}

function deviceHere(facts: Facts, isLone: boolean): DeviceHere {
  const { device, token } = facts;
  const forked = deviceKeyForked.derive(facts) === true;
  const known = (device?.known?.logins ?? 0) > 0 && device?.known?.status !== 'fraudulent';
  const proven = known && !forked && deviceKeyKnown.derive(facts) === true;
  return {
    by: proven ? 'proven' : known ? 'cookie' : isLone ? 'lone-cookie' : 'unknown',
    vouched: deviceVouched.derive(facts) === true,
    keyAbsent: deviceKeyAbsent.derive(facts) === true,
    // Without a report of ours nothing could show a key or a cookie.
    told: token.state === 'genuine',
  };
}
