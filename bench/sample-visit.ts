import { TOKEN_SEPARATOR } from '../shared/constants.ts';
import type { Report, StreamReadings, Summary } from '../shared/wire/report.ts';
import type { ScreeningQuestion } from '../shared/wire/screening.ts';

/** One person's login, as the agent reports it from Chrome on Windows in Japan: the sizes and shapes that the server meets all day. */
export const USER_AGENT =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';

const SIGNALS: Report['signals'] = {
  webdriver: false,
  engine: {
    evalLength: 33,
    vendor: 'Google Inc.',
    productSub: '20030107',
    mozAppearance: false,
    webkitStorage: true,
    gestureEvent: false,
  },
  userAgent: USER_AGENT,
  userAgentData: {
    brands: [
      { brand: 'Not:A-Brand', version: '8' },
      { brand: 'Chromium', version: '156' },
      { brand: 'Google Chrome', version: '156' },
    ],
    mobile: false,
    platform: 'Windows',
  },
  platform: 'Win32',
  window: {
    innerWidth: 1528,
    innerHeight: 742,
    outerWidth: 1544,
    outerHeight: 872,
    screenX: -4,
    screenY: -4,
    scale: 1,
  },
  screen: {
    width: 1536,
    height: 864,
    availWidth: 1536,
    availHeight: 864,
    colorDepth: 24,
    pixelRatio: 1.25,
    extended: false,
  },
  touch: { maxPoints: 0, coarse: false, fine: true, hover: true },
  timeZone: { zone: 'Asia/Tokyo', offsetMin: -540 },
  languages: { language: 'ja', languages: ['ja', 'en-US', 'en'] },
  hardware: { cores: 8, memoryGb: 8 },
  permissions: { query: 'prompt', api: 'default' },
  plugins: { count: 5, mimeTypes: 2, pdfViewer: true },
  webgl: {
    vendor: 'Google Inc. (Intel)',
    renderer: 'ANGLE (Intel, Intel(R) UHD Graphics 620 (0x00003EA0) Direct3D11 vs_5_0 ps_5_0, D3D11)',
  },
};

const STREAMS: StreamReadings = {
  page: { ageMs: 14_210, firstInteractionMs: 2105, submitMs: 14_210, hiddenMs: 0, restored: false },
  focus: { focuses: 2, pastes: 0, inputsWithoutKeys: 0, compositions: 0, untrusted: 0, autofilled: 0 },
  keys: {
    char: 35,
    edit: 2,
    nav: 0,
    modifier: 3,
    enter: 1,
    tab: 1,
    other: 0,
    untrusted: 0,
  },
  rhythm: { dwellMs: { p10: 61, p50: 88, p90: 131 }, gapMs: { p10: 92, p50: 168, p90: 410 }, rollovers: 9 },
  pointer: {
    moves: 148,
    mousePresses: 2,
    touchPresses: 0,
    penPresses: 0,
    wheels: 0,
    untrusted: 0,
    pressMs: { p10: 74, p50: 96, p90: 118 },
    pathRatio: 1.41,
  },
};

/** The body of /v1/collect in two halves, the nonce between them: only it differs from one page view to the next. */
export const REPORT_AROUND_NONCE: readonly [before: string, after: string] = ['{"nonce":"', `",${restOfReport()}`];

function restOfReport(): string {
  const report: Report = { v: 1, session: '303gI-4LzQWYWoNIRBWSrA', signals: SIGNALS, streams: STREAMS };
  return JSON.stringify(report).slice(1);
}

const SUMMARY = Buffer.from(JSON.stringify({ v: 1, streams: STREAMS } satisfies Summary)).toString('base64url');

/** The `n`th account's login, from an address of its own in a Japanese provider's range. */
export function screeningBody(token: string, n: number, origin: string): string {
  const question: ScreeningQuestion = {
    domain: 'access',
    action: 'login',
    phase: 'succeeded',
    token: `${token}${TOKEN_SEPARATOR}${SUMMARY}`,
    origin,
    session: '303gI-4LzQWYWoNIRBWSrA',
    account: { id: `customer-${n}`, email: `customer-${n}@example.test` },
    client: {
      ip: `126.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`,
      userAgent: USER_AGENT,
      headers: [
        ['Accept-Language', 'ja,en-US;q=0.9,en;q=0.8'],
        ['Content-Type', 'application/x-www-form-urlencoded'],
        ['User-Agent', USER_AGENT],
      ],
    },
  };
  return JSON.stringify(question);
}
