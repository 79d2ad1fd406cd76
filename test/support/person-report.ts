import { TOKEN_SEPARATOR, WIRE_VERSION } from '../../shared/constants.ts';
import type { Report, SignalReadings, StreamReadings, Summary } from '../../shared/wire/report.ts';

/** What a person's Chromium on Linux shows: taken from a real one, with nothing that speaks against it. */
export const PERSON_USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';

export const personSignals: SignalReadings = {
  webdriver: false,
  engine: {
    evalLength: 33,
    vendor: 'Google Inc.',
    productSub: '20030107',
    mozAppearance: false,
    webkitStorage: true,
    gestureEvent: false,
  },
  userAgent: PERSON_USER_AGENT,
  userAgentData: {
    brands: [
      { brand: 'Chromium', version: '142' },
      { brand: 'Google Chrome', version: '142' },
      { brand: 'Not_A Brand', version: '99' },
    ],
    mobile: false,
    platform: 'Linux',
  },
  platform: 'Linux x86_64',
  window: {
    innerWidth: 1280,
    innerHeight: 813,
    outerWidth: 1280,
    outerHeight: 900,
    screenX: 60,
    screenY: 40,
    scale: 1,
  },
  screen: {
    width: 1920,
    height: 1080,
    availWidth: 1920,
    availHeight: 1053,
    colorDepth: 24,
    pixelRatio: 1,
    extended: false,
  },
  touch: { maxPoints: 0, coarse: false, fine: true, hover: true },
  timeZone: { zone: 'Asia/Tokyo', offsetMin: -540 },
  languages: { language: 'ja', languages: ['ja', 'en-US', 'en'] },
  hardware: { cores: 8, memoryGb: 8 },
  permissions: { query: 'prompt', api: 'default' },
  plugins: { count: 5, mimeTypes: 2, pdfViewer: true },
  webgl: { vendor: 'Google Inc. (Intel)', renderer: 'ANGLE (Intel, Mesa Intel(R) UHD Graphics 620, OpenGL 4.6)' },
};

/** Snapshots as the report is posted: the page was just opened. */
const EARLY_STREAMS: StreamReadings = {
  pointer: {
    moves: 9,
    mousePresses: 0,
    touchPresses: 0,
    penPresses: 0,
    wheels: 0,
    pressMs: null,
    pathRatio: 1.2,
    untrusted: 0,
  },
  page: { ageMs: 640, firstInteractionMs: null, submitMs: null, hiddenMs: 0, restored: false },
};

/** The final ones: two fields clicked and typed into, in the time that a person takes. */
export const personStreams: StreamReadings = {
  pointer: {
    moves: 148,
    mousePresses: 3,
    touchPresses: 0,
    penPresses: 0,
    wheels: 1,
    pressMs: { p10: 71, p50: 94, p90: 121 },
    pathRatio: 1.37,
    untrusted: 0,
  },
  keys: {
    char: 43,
    edit: 2,
    nav: 0,
    modifier: 1,
    enter: 0,
    tab: 1,
    other: 0,
    untrusted: 0,
  },
  rhythm: { dwellMs: { p10: 62, p50: 91, p90: 133 }, gapMs: { p10: 88, p50: 164, p90: 371 }, rollovers: 6 },
  focus: { focuses: 2, pastes: 0, autofilled: 0, inputsWithoutKeys: 0, compositions: 0, untrusted: 0 },
  page: { ageMs: 18_400, firstInteractionMs: 2100, submitMs: 18_200, hiddenMs: 0, restored: false },
};

/** Body of a collect, without its nonce. */
export const personReport: Omit<Report, 'nonce'> = {
  v: WIRE_VERSION,
  signals: personSignals,
  streams: EARLY_STREAMS,
};

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** `token~summary`, as the agent writes it into the form. */
export function tokenField(token: string, streams: StreamReadings = personStreams): string {
  const summary: Summary = { v: WIRE_VERSION, streams };
  return token + TOKEN_SEPARATOR + encoded(summary);
}

/** `~report`: the field of a form whose page could not reach the gate. */
export const unattestedField = (report: Omit<Report, 'nonce'> = { ...personReport, streams: personStreams }): string =>
  TOKEN_SEPARATOR + encoded(report);
