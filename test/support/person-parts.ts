import type { SignalReadings, StreamReadings } from '../../shared/wire/report.ts';
import type { Signals } from '../../shared/wire/signals.ts';
import type { Streams } from '../../shared/wire/streams.ts';

/** A browser and the hands at it, as its agent reports them. */
export type Person = {
  /** Of the form's request, in their order; absent: not known of this browser. */
  readonly headers?: readonly [string, string][];
  readonly userAgent: string;
  readonly signals: SignalReadings;
  /** The final hands, as the form's summary tells them. */
  readonly hands: StreamReadings;
};

export const CHROMIUM: Signals['engine'] = {
  evalLength: 33,
  vendor: 'Google Inc.',
  productSub: '20030107',
  mozAppearance: false,
  webkitStorage: true,
  gestureEvent: false,
};
export const GECKO: Signals['engine'] = {
  evalLength: 37,
  vendor: '',
  productSub: '20100101',
  mozAppearance: true,
  webkitStorage: false,
  gestureEvent: false,
};
export const WEBKIT: Signals['engine'] = {
  evalLength: 37,
  vendor: 'Apple Computer, Inc.',
  productSub: '20030107',
  mozAppearance: false,
  webkitStorage: false,
  gestureEvent: true,
};

export const MOUSE: Signals['touch'] = { maxPoints: 0, coarse: false, fine: true, hover: true };
export const FINGER: Signals['touch'] = { maxPoints: 5, coarse: true, fine: false, hover: false };

export const DESKTOP_SCREEN: Signals['screen'] = {
  width: 1920,
  height: 1080,
  availWidth: 1920,
  availHeight: 1040,
  colorDepth: 24,
  pixelRatio: 1,
  extended: false,
};
export const DESKTOP_WINDOW: Signals['window'] = {
  innerWidth: 1280,
  innerHeight: 800,
  outerWidth: 1296,
  outerHeight: 920,
  screenX: 40,
  screenY: 20,
  scale: 1,
};
export const PHONE_SCREEN: Signals['screen'] = {
  width: 393,
  height: 852,
  availWidth: 393,
  availHeight: 852,
  colorDepth: 24,
  pixelRatio: 3,
  extended: null,
};
export const PHONE_WINDOW: Signals['window'] = {
  innerWidth: 980,
  innerHeight: 1740,
  outerWidth: 393,
  outerHeight: 852,
  screenX: 0,
  screenY: 0,
  scale: 1,
};

/** A hand's ways to the three of a form: quick at first, then nearer and nearer; no two alike. */
const APPROACHES: Streams['movements']['approaches'] = [
  {
    ...{ points: 51, ms: 836, px: 487, path: 1.062, bend: 0.071, over: 0.008, turn: 1.72 },
    ...{ t25: 0.182, t50: 0.273, t75: 0.402, t90: 0.561, stillMs: 0, repeats: 0.059 },
    ...{ peak: 3.41, starts: 0.09, ends: 0.03, peaks: 2, rough: 0.093, wobble: 0.91, curve: 0.51 },
    ...{ settleMs: 118, pressMs: 96, offset: 0.41, size: 40 },
  },
  {
    ...{ points: 31, ms: 520, px: 141, path: 1.114, bend: 0.093, over: 0.021, turn: 1.31 },
    ...{ t25: 0.221, t50: 0.339, t75: 0.471, t90: 0.668, stillMs: 0, repeats: 0.032 },
    ...{ peak: 2.87, starts: 0.14, ends: 0.06, peaks: 2, rough: 0.121, wobble: 0.57, curve: 0.64 },
    ...{ settleMs: 74, pressMs: 88, offset: 0.63, size: 40 },
  },
  {
    ...{ points: 29, ms: 471, px: 109, path: 1.047, bend: 0.052, over: 0, turn: 0.94 },
    ...{ t25: 0.248, t50: 0.371, t75: 0.494, t90: 0.641, stillMs: 0, repeats: 0.034 },
    ...{ peak: 2.63, starts: 0.11, ends: 0.05, peaks: 1, rough: 0.108, wobble: 0.44, curve: 0.58 },
    ...{ settleMs: 161, pressMs: 113, offset: 0.28, size: 40 },
  },
];

export const TYPING: StreamReadings = {
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
    moveGapMs: { p10: 16, p50: 17, p90: 33 },
    pointerClock: { timed: 60, tenths: 1 },
    keyClock: { timed: 82, tenths: 1 },
  },
  rhythm: { dwellMs: { p10: 60, p50: 90, p90: 140 }, gapMs: { p10: 80, p50: 160, p90: 380 }, rollovers: 6 },
  movements: { approaches: APPROACHES },
  focus: { focuses: 3, pastes: 0, autofilled: 0, inputsWithoutKeys: 0, compositions: 0, untrusted: 0 },
  activation: { untouched: false },
  page: { ageMs: 14_000, firstInteractionMs: 2400, submitMs: 14_000, hiddenMs: 0, restored: false },
};
