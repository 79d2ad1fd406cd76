import type { SignalReadings, StreamReadings } from '../../shared/wire/report.ts';
import type { Signals } from '../../shared/wire/signals.ts';

/** Ordinary people's browsers, as their agents report them. Windows, macOS and phones are from vendors' documentation. */
export type Person = {
  readonly userAgent: string;
  readonly signals: SignalReadings;
  /** The final hands, as the form's summary tells them. */
  readonly hands: StreamReadings;
};

const CHROMIUM: Signals['engine'] = {
  evalLength: 33,
  vendor: 'Google Inc.',
  productSub: '20030107',
  mozAppearance: false,
  webkitStorage: true,
  gestureEvent: false,
};
const GECKO: Signals['engine'] = {
  evalLength: 37,
  vendor: '',
  productSub: '20100101',
  mozAppearance: true,
  webkitStorage: false,
  gestureEvent: false,
};
const WEBKIT: Signals['engine'] = {
  evalLength: 37,
  vendor: 'Apple Computer, Inc.',
  productSub: '20030107',
  mozAppearance: false,
  webkitStorage: false,
  gestureEvent: true,
};

const MOUSE: Signals['touch'] = { maxPoints: 0, coarse: false, fine: true, hover: true };
const FINGER: Signals['touch'] = { maxPoints: 5, coarse: true, fine: false, hover: false };

const DESKTOP_SCREEN: Signals['screen'] = {
  width: 1920,
  height: 1080,
  availWidth: 1920,
  availHeight: 1040,
  colorDepth: 24,
  pixelRatio: 1,
  extended: false,
};
const DESKTOP_WINDOW: Signals['window'] = {
  innerWidth: 1280,
  innerHeight: 800,
  outerWidth: 1296,
  outerHeight: 920,
  screenX: 40,
  screenY: 20,
  scale: 1,
};
const PHONE_SCREEN: Signals['screen'] = {
  width: 393,
  height: 852,
  availWidth: 393,
  availHeight: 852,
  colorDepth: 24,
  pixelRatio: 3,
  extended: null,
};
const PHONE_WINDOW: Signals['window'] = {
  innerWidth: 980,
  innerHeight: 1740,
  outerWidth: 393,
  outerHeight: 852,
  screenX: 0,
  screenY: 0,
  scale: 1,
};

const TYPING: StreamReadings = {
  pointer: {
    moves: 60,
    mousePresses: 3,
    touchPresses: 0,
    penPresses: 0,
    wheels: 0,
    pressMs: { p10: 70, p50: 95, p90: 130 },
    pathRatio: 1.2,
    untrusted: 0,
  },
  keys: {
    char: 38,
    edit: 1,
    nav: 0,
    modifier: 2,
    enter: 0,
    tab: 0,
    other: 0,
    untrusted: 0,
  },
  inputEvents: {
    moves: 60,
    offGrid: 0,
    presses: 3,
    unpressed: 0,
    centred: 0,
    unshifted: 0,
    filled: 0,
    firstStep: 0,
    pointerClock: { timed: 60, tenths: 1 },
    keyClock: { timed: 82, tenths: 1 },
  },
  rhythm: { dwellMs: { p10: 60, p50: 90, p90: 140 }, gapMs: { p10: 80, p50: 160, p90: 380 }, rollovers: 6 },
  focus: { focuses: 3, pastes: 0, autofilled: 0, inputsWithoutKeys: 0, compositions: 0, untrusted: 0 },
  page: { ageMs: 14_000, firstInteractionMs: 2400, submitMs: 14_000, hiddenMs: 0, restored: false },
};

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
} as const satisfies Record<string, Person>;

export type PersonName = keyof typeof PEOPLE;
export const PERSON_NAMES = Object.keys(PEOPLE) as PersonName[];
