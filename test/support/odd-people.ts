import type { SignalReadings } from '../../shared/wire/report.ts';
import type { Signals } from '../../shared/wire/signals.ts';
import {
  CHROMIUM_HEADERS,
  CHROMIUM_SIGNALS,
  FIREFOX_HEADERS,
  FIREFOX_SIGNALS,
  RESISTING_SIGNALS,
  SWIFT_SHADER,
} from './measured-signals.ts';
import {
  CHROMIUM,
  DESKTOP_SCREEN,
  DESKTOP_WINDOW,
  FINGER,
  MOUSE,
  type Person,
  PHONE_SCREEN,
  PHONE_WINDOW,
  TYPING,
  WEBKIT,
} from './person-parts.ts';

/**
 * People whose browsers look strange, as tools do in one point or another, each with a whole report. Linux is measured, or
 * measured with the one thing changed that the name says; the rest is from vendors' documentation and bug reports.
 */
const chromium = (change: SignalReadings = {}, userAgent = LINUX_CHROME): Person => ({
  userAgent,
  headers: headersOf(CHROMIUM_HEADERS, { 'user-agent': userAgent }),
  signals: { ...CHROMIUM_SIGNALS, userAgent, ...change },
  hands: TYPING,
});
const firefox = (change: SignalReadings = {}, userAgent = LINUX_FIREFOX): Person => ({
  userAgent,
  headers: headersOf(FIREFOX_HEADERS, { 'user-agent': userAgent }),
  signals: { ...FIREFOX_SIGNALS, userAgent, ...change },
  hands: TYPING,
});

const headersOf = (
  headers: readonly [string, string][],
  change: Readonly<Record<string, string>>,
): readonly [string, string][] => headers.map(([name, value]) => [name, change[name.toLowerCase()] ?? value]);

const LINUX_CHROME =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';
const LINUX_FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0';
const WINDOWS_CHROME = LINUX_CHROME.replace('X11; Linux x86_64', 'Windows NT 10.0; Win64; x64');
const ANDROID_CHROME = LINUX_CHROME.replace('X11; Linux x86_64', 'Linux; Android 10; K').replace(
  ' Safari',
  ' Mobile Safari',
);
const MAC_SAFARI =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Safari/605.1.15';

const CHROME_BRANDS = [
  { brand: 'Not:A-Brand', version: '8' },
  { brand: 'Chromium', version: '156' },
  { brand: 'Google Chrome', version: '156' },
];
const CHROME_HINTS: Signals['userAgentHints'] = {
  architecture: 'x86',
  bitness: '64',
  model: '',
  platformVersion: '19.0.0',
  wow64: false,
  formFactors: ['Desktop'],
  versions: CHROME_BRANDS.map(it => ({
    ...it,
    version: it.brand === 'Not:A-Brand' ? '8.0.0.0' : '156.0.8078.79',
  })),
};
const drawnBy = (renderer: string, vendor = 'Google Inc.'): Signals['graphics'] => ({
  ...SWIFT_SHADER,
  vendor,
  renderer,
});
const BLOCKED = { missing: 'blocked' } as const;
const UNSUPPORTED = { missing: 'unsupported' } as const;

const READ_LOOKS = { stack: 1, name: 2, getter: 0, prototype: 0 };
const CONSOLE_READ: Signals['consoleReader'] = { nameFirst: false, page: READ_LOOKS, worker: READ_LOOKS };
const UNTOUCHED: Signals['tampering'] = { first: 0, cycles: [], trapped: false, own: [], drivers: [] };

const windows = (change: SignalReadings = {}): Person => ({
  ...chromium(
    {
      platform: 'Win32',
      userAgentData: { brands: CHROME_BRANDS, mobile: false, platform: 'Windows' },
      userAgentHints: CHROME_HINTS,
      graphics: drawnBy('ANGLE (Intel, Intel(R) UHD Graphics 630 (0x00003E92) Direct3D11 vs_5_0 ps_5_0, D3D11)'),
      ...change,
    },
    WINDOWS_CHROME,
  ),
  headers: headersOf(CHROMIUM_HEADERS, { 'user-agent': WINDOWS_CHROME, 'sec-ch-ua-platform': '"Windows"' }),
});

const android = (change: SignalReadings = {}, userAgent = ANDROID_CHROME): Person => ({
  ...chromium(
    {
      platform: 'Linux armv81',
      userAgentData: { brands: CHROME_BRANDS, mobile: true, platform: 'Android' },
      userAgentHints: {
        ...CHROME_HINTS,
        architecture: '',
        bitness: '',
        platformVersion: '16',
        formFactors: ['Mobile'],
      },
      graphics: drawnBy('ANGLE (Qualcomm, Adreno (TM) 740, OpenGL ES 3.2)'),
      processor: { nanByte: 127, osCpu: null, cpuClass: null },
      touch: FINGER,
      screen: PHONE_SCREEN,
      window: PHONE_WINDOW,
      touchEvents: { creatable: true, handler: true },
      mediaFeatures: { 'any-pointer': 'coarse', 'any-hover': 'none', 'display-mode': 'browser' },
      ...change,
    },
    userAgent,
  ),
  headers: headersOf(CHROMIUM_HEADERS, { 'user-agent': userAgent, 'sec-ch-ua-platform': '"Android"' }),
});

const apple = (change: SignalReadings): Person => ({
  userAgent: MAC_SAFARI,
  signals: {
    webdriver: false,
    engine: WEBKIT,
    userAgent: MAC_SAFARI,
    userAgentData: UNSUPPORTED,
    platform: 'MacIntel',
    window: PHONE_WINDOW,
    screen: { ...PHONE_SCREEN, extended: null },
    touch: FINGER,
    timeZone: { zone: 'Asia/Tokyo', offsetMin: 540 },
    languages: { language: 'ja-JP', languages: ['ja-JP'] },
    hardware: { cores: 4, memoryGb: null },
    permissions: UNSUPPORTED,
    plugins: { count: 5, mimeTypes: 2, pdfViewer: true },
    graphics: drawnBy('Apple GPU', 'Apple Inc.'),
    workerScope: {},
    frameScope: {},
    ...change,
  },
  hands: TYPING,
});

export const ODD_PEOPLE = {
  plainChromium: chromium(),
  plainFirefox: firefox(),
  /** Docked at the side, undocked, and their device toolbar closed again. */
  devToolsOpen: chromium({ window: { ...DESKTOP_WINDOW, innerWidth: 725, outerWidth: 1280 } }),
  devToolsBelow: chromium({ window: { ...DESKTOP_WINDOW, innerHeight: 420, outerHeight: 900 } }),
  /** Measured: the developer tools were open before the page was, docked and in a window of their own. */
  devToolsReading: chromium({
    window: { ...DESKTOP_WINDOW, innerWidth: 725, outerWidth: 1280 },
    consoleReader: CONSOLE_READ,
  }),
  devToolsReadingUndocked: chromium({ consoleReader: CONSOLE_READ }),
  /** An extension that puts Proxies before what trackers read, and a property of the person's own choice on navigator. */
  privacyExtension: chromium({
    tampering: { ...UNTOUCHED, cycles: ['Navigator.userAgent', 'Navigator.languages'], trapped: true },
  }),
  ownUserAgentByExtension: chromium({ tampering: { ...UNTOUCHED, own: ['navigator.userAgent'] } }),
  /** As consent banners do, so that no advertisement comes in before the answer. */
  consentBanner: chromium({ tampering: { ...UNTOUCHED, own: ['document.createElement', 'document.cookie'] } }),
  quietPage: chromium({ consoleReader: BLOCKED }),
  utcClock: chromium({
    timeZone: { zone: 'UTC', offsetMin: 0 },
    timeZoneHistory: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
  }),
  noWebGl: chromium({ graphics: BLOCKED, webgpu: UNSUPPORTED }),
  /** A Chromium of before 139 fell back by itself. */
  noGpu: chromium({ graphics: SWIFT_SHADER }),
  noPdfViewer: chromium({ plugins: { count: 0, mimeTypes: 0, pdfViewer: false } }),
  noPdfViewerInFirefox: firefox({ plugins: { count: 0, mimeTypes: 0, pdfViewer: false } }),
  zoomed125: chromium({
    window: { ...DESKTOP_WINDOW, innerWidth: 1024, innerHeight: 650, outerWidth: 1280, outerHeight: 900 },
    screen: { ...DESKTOP_SCREEN, pixelRatio: 1.25 },
  }),
  /** Measured: --force-device-scale-factor=1.25 and no window manager. */
  scaled125: chromium({
    window: { ...DESKTOP_WINDOW, innerWidth: 1280, innerHeight: 814, outerWidth: 1280, outerHeight: 900 },
    screen: { ...DESKTOP_SCREEN, width: 1120, height: 800, availWidth: 1120, availHeight: 800, pixelRatio: 1.25 },
  }),
  twoMonitors: chromium({
    window: { ...DESKTOP_WINDOW, outerWidth: 2600, innerWidth: 2584, screenX: -1400 },
    screen: { ...DESKTOP_SCREEN, extended: true },
  }),
  /** Measured. */
  kiosk: chromium({
    window: { ...DESKTOP_WINDOW, innerWidth: 1280, innerHeight: 900, outerWidth: 1280, outerHeight: 900 },
    mediaFeatures: { 'any-pointer': 'fine', 'any-hover': 'hover', 'display-mode': 'fullscreen' },
  }),
  installedApp: chromium({
    window: { ...DESKTOP_WINDOW, innerWidth: 1280, innerHeight: 900, outerWidth: 1280, outerHeight: 900 },
    mediaFeatures: { 'any-pointer': 'fine', 'any-hover': 'hover', 'display-mode': 'standalone' },
  }),
  /** The switch of mouse and keyboard stands at the other machine: under Windows there is no pointer then. */
  mouseUnplugged: windows({
    touch: { maxPoints: 0, coarse: false, fine: false, hover: false },
    mediaFeatures: { 'any-pointer': 'none', 'any-hover': 'none', 'display-mode': 'browser' },
  }),
  touchLaptop: chromium({ touch: { maxPoints: 10, coarse: false, fine: true, hover: true } }),
  remoteDesktop: windows({
    graphics: drawnBy('ANGLE (Microsoft, Microsoft Basic Render Driver (0x0000008C) Direct3D11 vs_5_0 ps_5_0, D3D11)'),
  }),
  virtualMachine: chromium({ graphics: drawnBy('ANGLE (VMware, Inc., SVGA3D; build: RELEASE;  LLVM;, OpenGL 4.1)') }),
  windowsSubsystemForLinux: firefox({ graphics: drawnBy('D3D12 (NVIDIA GeForce RTX 3060)', 'Microsoft Corporation') }),
  /** Sound, memory, cores, plug-ins and the renderer are made up; the worker's cores are too. */
  braveLikeNoise: chromium({
    userAgentData: {
      brands: CHROME_BRANDS.map(it => (it.brand === 'Google Chrome' ? { ...it, brand: 'Brave' } : it)),
      mobile: false,
      platform: 'Linux',
    },
    userAgentHints: {
      ...CHROME_HINTS,
      versions: CHROME_HINTS.versions.map(it => (it.brand === 'Google Chrome' ? { ...it, brand: 'Brave' } : it)),
    },
    audio: { sample: 124.0407, baseLatency: null },
    hardware: { cores: 3, memoryGb: 0.5 },
    workerScope: { cores: '7' },
    plugins: { count: 7, mimeTypes: 4, pdfViewer: true },
    graphics: drawnBy('IjRQvXL8', 'dOmT'),
    languages: { language: 'en-US', languages: ['en-US'] },
  }),
  /** Measured: privacy.resistFingerprinting under Linux. */
  firefoxResisting: firefox(RESISTING_SIGNALS),
  /** Names the release to come and has some of the one after that: as MDN's table has 156. */
  firefoxNightly: firefox({ apis: 'fdffffbfb3ee' }, LINUX_FIREFOX.replaceAll('153.0', '154.0')),
  contentPolicy: chromium({ workerScope: BLOCKED, frameScope: BLOCKED, apis: BLOCKED, mediaFeatures: BLOCKED }),
  onlyFirstScript: {
    ...windows(),
    signals: Object.fromEntries(
      Object.entries(windows().signals).filter(([name]) => !/Scope|Hints|apis|graphics|media|math|audio/.test(name)),
    ),
  },
  /** Samsung Internet and web views answer the two questions for notifications otherwise (BotD 185). */
  samsungPermissions: android(
    {
      permissions: { query: 'prompt', api: 'denied' },
      userAgentData: {
        brands: [
          { brand: 'Chromium', version: '136' },
          { brand: 'Samsung Internet', version: '29.0' },
        ],
        mobile: true,
        platform: 'Android',
      },
      userAgentHints: UNSUPPORTED,
      apis: 'ffe7ff17fe74',
    },
    ANDROID_CHROME.replace('Chrome/156', 'SamsungBrowser/29.0 Chrome/136'),
  ),
  /** An app that gives its web view a name: the hints are empty. */
  webView: android(
    {
      userAgentData: { brands: [], mobile: false, platform: '' },
      userAgentHints: { ...CHROME_HINTS, architecture: '', bitness: '', formFactors: [], versions: [] },
      permissions: { query: 'denied', api: null },
    },
    `${ANDROID_CHROME} BankApp/3.1`,
  ),
  /** A desktop page on a phone: the worker keeps the real name. */
  androidDesktopPageWithWorker: android(
    {
      userAgentData: { brands: CHROME_BRANDS, mobile: false, platform: 'Android' },
      workerScope: { userAgent: ANDROID_CHROME },
    },
    LINUX_CHROME,
  ),
  eReader: android({ touch: { maxPoints: 1, coarse: true, fine: false, hover: false } }),
  /** fpscanner 47 and 73. */
  ipadDesktopPage: apple({
    workerScope: { platform: 'iPad', userAgent: 'Mozilla/5.0 (iPad; CPU OS 18_6 like Mac OS X)' },
  }),
  iphoneDesktopPage: apple({ workerScope: { platform: 'iPhone' } }),
  safariInLockdown: apple({ touch: MOUSE, graphics: BLOCKED, audio: BLOCKED, engine: WEBKIT }),
  chromeOsTablet: chromium(
    {
      touch: FINGER,
      engine: CHROMIUM,
      userAgentData: { brands: CHROME_BRANDS, mobile: false, platform: 'Chrome OS' },
      userAgentHints: { ...CHROME_HINTS, formFactors: ['Tablet'] },
      graphics: drawnBy('ANGLE (ARM, Mali-G57, OpenGL ES 3.2)'),
    },
    LINUX_CHROME.replace('Linux x86_64', 'CrOS x86_64 14541.0.0'),
  ),
} as const satisfies Record<string, Person>;
