import type { SignalReadings } from '../../shared/wire/report.ts';
import type { Signals } from '../../shared/wire/signals.ts';
import { ODD_PEOPLE } from './odd-people.ts';
import {
  CHROMIUM,
  DESKTOP_SCREEN,
  DESKTOP_WINDOW,
  FINGER,
  GECKO,
  MOUSE,
  type Person,
  PHONE_SCREEN,
  PHONE_WINDOW,
  TYPING,
  WEBKIT,
} from './person-parts.ts';

export type { Person };

const signals = (it: {
  userAgent: string;
  platform: string;
  engine: Signals['engine'];
  hints?: Signals['userAgentData'];
  touch?: Signals['touch'];
  screen?: Signals['screen'];
  window?: Signals['window'];
}): SignalReadings => ({
  webdriver: false,
  userAgent: it.userAgent,
  userAgentData: it.hints ?? { missing: 'unsupported' },
  engine: it.engine,
  platform: it.platform,
  languages: { language: 'ja', languages: ['ja', 'en-US', 'en'] },
  timeZone: { zone: 'Asia/Tokyo', offsetMin: 540 },
  screen: it.screen ?? DESKTOP_SCREEN,
  window: it.window ?? DESKTOP_WINDOW,
  hardware: { cores: 8, memoryGb: it.hints === undefined ? null : 8 },
  touch: it.touch ?? MOUSE,
  plugins: { count: 5, mimeTypes: 2, pdfViewer: true },
  permissions: { query: 'prompt', api: 'default' },
});

const person = (it: Parameters<typeof signals>[0]): Person => ({
  userAgent: it.userAgent,
  signals: signals(it),
  hands: TYPING,
});

const brands = (version: string, ...names: string[]): Signals['userAgentData']['brands'] =>
  ['Not:A-Brand', 'Chromium', ...names].map(brand => ({ brand, version: brand === 'Not:A-Brand' ? '8' : version }));

const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)';

/** Ordinary people's browsers, as their agents report them. Windows, macOS and phones are from vendors' documentation. */
export const PEOPLE = {
  chromiumOnLinux: person({
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
    platform: 'Linux x86_64',
    engine: CHROMIUM,
    hints: { brands: brands('156'), mobile: false, platform: 'Linux' },
  }),
  chromeOnWindows: person({
    userAgent:
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
    platform: 'Win32',
    engine: CHROMIUM,
    hints: { brands: brands('156', 'Google Chrome'), mobile: false, platform: 'Windows' },
    // Maximised: hangs 8 px over each edge.
    window: {
      ...DESKTOP_WINDOW,
      outerWidth: 1936,
      outerHeight: 1056,
      innerWidth: 1920,
      innerHeight: 945,
      screenX: -8,
      screenY: -8,
    },
  }),
  edgeOnWindows: person({
    userAgent:
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36 Edg/156.0.0.0',
    platform: 'Win32',
    engine: CHROMIUM,
    hints: { brands: brands('156', 'Microsoft Edge'), mobile: false, platform: 'Windows' },
  }),
  chromeOnChromeOs: person({
    userAgent:
      'Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
    platform: 'Linux x86_64',
    engine: CHROMIUM,
    hints: { brands: brands('156', 'Google Chrome'), mobile: false, platform: 'Chrome OS' },
  }),
  firefoxOnLinux: person({
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0',
    platform: 'Linux x86_64',
    engine: GECKO,
  }),
  /** resist-fingerprinting: UTC, rounded window, a Windows name on every system. */
  firefoxResistingFingerprints: {
    ...person({
      userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:153.0) Gecko/20100101 Firefox/153.0',
      platform: 'Win32',
      engine: GECKO,
      window: { ...DESKTOP_WINDOW, innerWidth: 1200, innerHeight: 900, outerWidth: 1200, outerHeight: 900 },
      screen: { ...DESKTOP_SCREEN, width: 1200, height: 900, availWidth: 1200, availHeight: 900, extended: null },
    }),
  },
  safariOnMac: person({
    userAgent: `${MAC} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Safari/605.1.15`,
    platform: 'MacIntel',
    engine: WEBKIT,
  }),
  chromeOnMac: person({
    userAgent: `${MAC} AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36`,
    platform: 'MacIntel',
    engine: CHROMIUM,
    hints: { brands: brands('156', 'Google Chrome'), mobile: false, platform: 'macOS' },
  }),
  safariOnIphone: person({
    userAgent:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 26_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Mobile/15E148 Safari/604.1',
    platform: 'iPhone',
    engine: WEBKIT,
    touch: FINGER,
    screen: PHONE_SCREEN,
    window: PHONE_WINDOW,
  }),
  chromeOnIphone: person({
    userAgent:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 26_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/156.0.7000.0 Mobile/15E148 Safari/604.1',
    platform: 'iPhone',
    engine: WEBKIT,
    touch: FINGER,
    screen: PHONE_SCREEN,
    window: PHONE_WINDOW,
  }),
  /** Asks for the desktop page: names itself a Mac. */
  safariOnIpad: person({
    userAgent: `${MAC} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Safari/605.1.15`,
    platform: 'MacIntel',
    engine: WEBKIT,
    touch: FINGER,
    screen: { ...PHONE_SCREEN, width: 820, height: 1180 },
    window: { ...PHONE_WINDOW, outerWidth: 820, outerHeight: 1180 },
  }),
  chromeOnAndroid: person({
    userAgent:
      'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Mobile Safari/537.36',
    platform: 'Linux armv81',
    engine: CHROMIUM,
    hints: { brands: brands('156', 'Google Chrome'), mobile: true, platform: 'Android' },
    touch: FINGER,
    screen: PHONE_SCREEN,
    window: PHONE_WINDOW,
  }),
  samsungInternet: person({
    userAgent:
      'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/29.0 Chrome/136.0.0.0 Mobile Safari/537.36',
    platform: 'Linux armv81',
    engine: CHROMIUM,
    hints: {
      brands: [
        { brand: 'Chromium', version: '136' },
        { brand: 'Samsung Internet', version: '29.0' },
      ],
      mobile: true,
      platform: 'Android',
    },
    touch: FINGER,
    screen: PHONE_SCREEN,
    window: PHONE_WINDOW,
  }),
  /** Asks for the desktop page: names itself Linux on the wire, Android in its hints. */
  androidDesktopPage: person({
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
    platform: 'Linux armv81',
    engine: CHROMIUM,
    hints: { brands: brands('156', 'Google Chrome'), mobile: false, platform: 'Android' },
    touch: FINGER,
    screen: PHONE_SCREEN,
    window: PHONE_WINDOW,
  }),
  ...ODD_PEOPLE,
} as const satisfies Record<string, Person>;

export type PersonName = keyof typeof PEOPLE;
export const PERSON_NAMES = Object.keys(PEOPLE) as PersonName[];
