import type { HabitLogin } from '../../server/core/habit/history.ts';
import { cellsOf, HABIT_CELLS, type SiteHabits, siteHabits, weightAt } from '../../server/core/habit/site-counts.ts';
import { type HabitValues, habitValues, type Shown } from '../../server/core/habit/values.ts';
import type { FlowStage } from './flow-stage.ts';
import { PEOPLE } from './people.ts';

export const HABIT_NOW = Date.UTC(2026, 10, 21, 11);
export const DAY_MS = 24 * 60 * 60_000;

/** At home, in Japan, with the browser and the device of every day. */
export const atHome = (change: Partial<Shown> = {}): HabitValues =>
  habitValues({
    networkRef: 'home',
    asn: 4713,
    country: 'JP',
    userAgent: PEOPLE.chromeOnWindows.userAgent,
    languages: ['ja', 'en-US', 'en'],
    rttMs: null,
    deviceId: 'dev_kown',
    ...change,
  });

/** One login a day, the last so many days ago. */
export function dailyHabit(logins: number, lastDaysAgo: number, values = atHome()): readonly HabitLogin[] {
  return Array.from({ length: logins }, (_, n) => ({
    login: `l${lastDaysAgo + logins - n}`,
    at: HABIT_NOW - (lastDaysAgo + logins - 1 - n) * DAY_MS,
    vouched: false,
    loneCookie: false,
    values,
  }));
}

/** A site of these logins, each as often as said. */
export function siteOf(...logins: readonly (readonly [times: number, values: HabitValues])[]): SiteHabits {
  const cells = new Float64Array(HABIT_CELLS);
  for (const [times, values] of logins) {
    for (const cell of cellsOf(values)) cells[cell] = (cells[cell] ?? 0) + times * weightAt(HABIT_NOW);
  }
  return siteHabits(cells, HABIT_NOW);
}

/** A site of two thousand logins: a tenth from this provider, half with this browser, nine of ten in Japan. */
export function ordinarySite(): SiteHabits {
  const phone = PEOPLE.safariOnIphone.userAgent;
  const others = Array.from({ length: 180 }, (_, n) => {
    const shown = { networkRef: `n${n}`, asn: 1000 + (n % 20), deviceId: `dev_k${n}` };
    const country = n % 10 === 0 ? 'US' : 'JP';
    return [10, atHome({ ...shown, country, ...(n % 2 === 0 ? { userAgent: phone } : {}) })] as const;
  });
  return siteOf([200, atHome()], ...others);
}

/** As many logins as a small site has in a month: nine of ten in Japan, half of them phones. */
export function siteOfMany({ habits, site }: Pick<FlowStage, 'habits' | 'site'>): void {
  const people = [PEOPLE.chromeOnWindows, PEOPLE.safariOnIphone, PEOPLE.chromeOnAndroid, PEOPLE.safariOnIphone];
  for (let n = 0; n < 3000; n++) {
    const shown = { networkRef: `n${n % 700}`, asn: null, country: n % 30 === 0 ? 'US' : 'JP', rttMs: null };
    const person = people[n % people.length] ?? PEOPLE.chromeOnWindows;
    const languages = ['ja', 'en-US', 'en'];
    habits.note(site.id, habitValues({ ...shown, userAgent: person.userAgent, languages, deviceId: null }));
  }
}
