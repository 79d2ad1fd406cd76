import type { SignalReadings, StreamReadings } from '../../shared/wire/report.ts';
import type { Signals } from '../../shared/wire/signals.ts';

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
    pointerClock: { timed: 60, tenths: 1 },
    keyClock: { timed: 82, tenths: 1 },
  },
  rhythm: { dwellMs: { p10: 60, p50: 90, p90: 140 }, gapMs: { p10: 80, p50: 160, p90: 380 }, rollovers: 6 },
  focus: { focuses: 3, pastes: 0, autofilled: 0, inputsWithoutKeys: 0, compositions: 0, untrusted: 0 },
  page: { ageMs: 14_000, firstInteractionMs: 2400, submitMs: 14_000, hiddenMs: 0, restored: false },
};
