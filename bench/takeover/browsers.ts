import { PEOPLE, type Person } from '../../test/support/people.ts';
import { DAY_MS, START } from './settings.ts';

export type Kind =
  | 'safariOnIphone'
  | 'chromeOnAndroid'
  | 'chromeOnWindows'
  | 'edgeOnWindows'
  | 'chromeOnMac'
  | 'firefox';
export const engineOf = (kind: Kind): 'chromium' | 'gecko' | 'webkit' =>
  kind === 'safariOnIphone' ? 'webkit' : kind === 'firefox' ? 'gecko' : 'chromium';

const FIXTURES: Readonly<Record<Kind, Person>> = {
  safariOnIphone: PEOPLE.safariOnIphone,
  chromeOnAndroid: PEOPLE.chromeOnAndroid,
  chromeOnWindows: PEOPLE.chromeOnWindows,
  edgeOnWindows: PEOPLE.edgeOnWindows,
  chromeOnMac: PEOPLE.chromeOnMac,
  firefox: PEOPLE.firefoxOnLinux,
};
/** Days from one release to the next: Chromium's and Gecko's four weeks, iOS' minor ones. */
const RELEASE_DAYS = { chromium: 28, gecko: 28, webkit: 45 } as const;
/** What the fixtures name, and so the releases on the first measured day. */
const AT_START = { chromium: 156, gecko: 153, webkit: 6 } as const;

const made = new Map<string, Person>();

/** As it is on this day, `lag` days after its release came to others. */
export function browserAt(kind: Kind, at: number, lag: number, manager: boolean): Person {
  const engine = engineOf(kind);
  const releases = Math.floor((at - START - lag * DAY_MS) / (RELEASE_DAYS[engine] * DAY_MS));
  const version = Math.max(1, AT_START[engine] + releases);
  const name = `${kind} ${version} ${manager}`;
  const known = made.get(name);
  if (known !== undefined) return known;
  const person = versionOf(FIXTURES[kind], engine, version);
  // A manager fills at once: no keys, no rhythm.
  const it = manager ? { ...person, hands: filledIn(person.hands) } : person;
  made.set(name, it);
  return it;
}

function versionOf(person: Person, engine: keyof typeof AT_START, version: number): Person {
  const renamed = (text: string): string =>
    engine === 'webkit'
      ? text.replaceAll('OS 26_1', `OS 26_${version}`).replaceAll('Version/26.1', `Version/26.${version}`)
      : text.replaceAll(new RegExp(`\\b${AT_START[engine]}\\b`, 'g'), String(version));
  const { userAgentData, ...signals } = person.signals;
  const hints =
    userAgentData !== undefined && 'brands' in userAgentData
      ? { ...userAgentData, brands: userAgentData.brands.map(it => ({ ...it, version: renamed(it.version) })) }
      : userAgentData;
  const userAgent = renamed(person.userAgent);
  return {
    ...person,
    userAgent,
    signals: { ...signals, userAgent, ...(hints === undefined ? {} : { userAgentData: hints }) },
  };
}

const filledIn = ({ pointer, ...rest }: Person['hands']): Person['hands'] => {
  const { rhythm: _, keys: __, ...left } = rest;
  return pointer === undefined ? left : { ...left, pointer };
};
