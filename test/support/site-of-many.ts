import { habitValues } from '../../server/core/habit/values.ts';
import type { FlowStage } from './flow-stage.ts';
import { PEOPLE } from './people.ts';

/** As many logins as a small site has in a month: nine of ten in Japan, half of them phones. */
export function siteOfMany({ habits, site }: FlowStage): void {
  const people = [PEOPLE.chromeOnWindows, PEOPLE.safariOnIphone, PEOPLE.chromeOnAndroid, PEOPLE.safariOnIphone];
  for (let n = 0; n < 3000; n++) {
    const shown = { networkRef: `n${n % 700}`, asn: null, country: n % 30 === 0 ? 'US' : 'JP', rttMs: null };
    const person = people[n % people.length] ?? PEOPLE.chromeOnWindows;
    const languages = ['ja', 'en-US', 'en'];
    habits.note(site.id, habitValues({ ...shown, userAgent: person.userAgent, languages, deviceId: null }));
  }
}
