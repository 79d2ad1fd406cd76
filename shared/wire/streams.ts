import { z } from 'zod';
import { APPROACHES_MAX } from '../constants.ts';
import type { CollectedRow } from './signal-row.ts';

/**
 * The registry of what is observed over time: how the page is operated. Numbers only, never what is typed.
 * A stream's snapshot travels in the report (what was seen until then) and, final, in the form's summary.
 */

const row = <S extends z.ZodType>(it: CollectedRow<S>): CollectedRow<S> => it;

const count = z.int().min(0).max(1_000_000);
/** Milliseconds since the page's time origin, or a length of time; a page may stay open for days. */
const ms = z.number().min(0).max(1e10);
const quantiles = z.strictObject({ p10: ms, p50: ms, p90: ms }).nullable();
const eventClock = z.strictObject({ timed: count, tenths: z.int().min(0).max(10) });
const KEPT_DAYS = 90;
/** Only until its login is judged, or its report expires: no record keeps it. */
const MOVEMENTS_KEPT_DAYS = 1;
/** No record keeps it; five numbers of confirmed logins stand in the account's history, for as long as that does. */
const RHYTHM_KEPT_DAYS = 400;

/** Parts of a movement's own length or time. */
const part = z.number().min(0).max(1);
const ratio = z.number().min(0).max(1e6);
const length = z.number().min(0).max(10_000);

/** One movement of mouse or pen that ended in a press, as numbers from which it cannot be drawn again. */
const approach = z.strictObject({
  /** Events. */
  points: count,
  /** From its first event to its last. */
  ms,
  /** From its first place to its last, straight. */
  px: z.int().min(0).max(100_000),
  /** What was travelled, its greatest distance from the straight line, how far it went beyond its end: each over `px`. */
  path: ratio,
  bend: ratio,
  over: ratio,
  /** Sum of all turns, in radians. */
  turn: ratio,
  /** The part of the time after which 25, 50, 75, 90 % of the way were done. */
  t25: part,
  t50: part,
  t75: part,
  t90: part,
  /** Without any event for more than 100 ms, in all. */
  stillMs: ms,
  /** The part of its steps that are the step before once more, to the pixel. */
  repeats: part,
  /** The greatest speed over the mean. These seven on a grid of 20 ms; null under five steps. */
  peak: ratio.nullable(),
  /** How often the speed rose and fell by a tenth of the greatest. */
  peaks: count.nullable(),
  /** Root mean square of the speed's second differences over the greatest speed. */
  rough: ratio.nullable(),
  /** Root mean square of how far a place is aside of its two neighbours' line, in pixels. */
  wobble: ratio.nullable(),
  /** Mean speed weighted by how much the way turns there, over the mean speed: hands slow down in curves. */
  curve: ratio.nullable(),
  /** The first and the last 40 ms: their speed over the greatest. */
  starts: ratio.nullable(),
  ends: ratio.nullable(),
  /** From the last event to the press. */
  settleMs: length,
  pressMs: length.nullable(),
  /** From the middle of what was pressed: 1 is its edge. */
  offset: z.number().min(0).max(10).nullable(),
  /** The smaller side of what was pressed, in pixels. */
  size: length.nullable(),
});
export type Approach = z.infer<typeof approach>;

export const STREAMS = {
  pointer: row({
    shape: z.strictObject({
      moves: count,
      mousePresses: count,
      touchPresses: count,
      penPresses: count,
      wheels: count,
      /** Down to up of one press. */
      pressMs: quantiles,
      /** Sum of the straight lines between moves over the distance from first to last; null under two moves. */
      pathRatio: z.number().min(0).max(1e6).nullable(),
      /** Events that a script made (isTrusted false). */
      untrusted: count,
    }),
    purpose: {
      ja: 'ポインターの動かし方から、人が操作しているかを知るため(座標は送りません)',
      en: 'To know from the way the pointer moves whether a person operates the page (no coordinates are sent)',
    },
    necessity: 'useful',
    retentionDays: KEPT_DAYS,
    stability: 'visit',
    version: 1,
  }),
  keys: row({
    shape: z.strictObject({
      char: count,
      edit: count,
      nav: count,
      modifier: count,
      enter: count,
      tab: count,
      other: count,
      untrusted: count,
    }),
    purpose: {
      ja: 'キーの種類ごとの回数から、人が操作しているかを知るため(何のキーを押したかは送りません)',
      en: 'To know from how often each kind of key is pressed whether a person operates the page (which key was pressed is never sent)',
    },
    necessity: 'useful',
    retentionDays: KEPT_DAYS,
    stability: 'visit',
    version: 1,
  }),
  inputEvents: row({
    shape: z.strictObject({
      /** Moves of a mouse, and those of them that stood beside the grid of device pixels. */
      moves: count,
      offGrid: count,
      /** Presses of a mouse; those without pressure (Pointer Events asks for 0.5); those at the very middle of an element. */
      presses: count,
      unpressed: count,
      centred: count,
      /** Capitals of a keyboard while neither Shift nor Caps Lock was on. */
      unshifted: count,
      /** Many characters at once in a field without key, paste, drop or composition. */
      filled: count,
      /** Pixels that the first move of the mouse says it moved by; null: none yet. */
      firstStep: count.nullable(),
      /** Between two moves of the mouse while it moves. */
      moveGapMs: quantiles,
      /** On how many tenths of a millisecond the time stamps fell (1 to 10; 0: none yet). */
      pointerClock: eventClock,
      keyClock: eventClock,
    }),
    purpose: {
      ja: 'マウスやキーボードの操作が、実際の機器から届いたものかを知るため(何を入力したか、どこを押したかは送りません)',
      en: 'To know whether the input comes from a real mouse and keyboard (neither what was typed nor where was pressed is sent)',
    },
    necessity: 'useful',
    retentionDays: KEPT_DAYS,
    stability: 'visit',
    version: 1,
  }),
  activation: row({
    shape: z.strictObject({
      /** The browser came to count the page as operated by a person, and no press, key, paste or click had reached it. */
      untouched: z.boolean(),
    }),
    purpose: {
      ja: '人が触れていないのに、ページが操作されたことになっていないかを見るため',
      en: 'To see whether the page counts as operated though nobody touched it',
    },
    necessity: 'useful',
    retentionDays: KEPT_DAYS,
    stability: 'visit',
    version: 1,
  }),
  /** Behavioural biometrics: apart, so that a site can switch it off alone (`data-rhythm="off"`). */
  rhythm: row({
    shape: z.strictObject({
      /** Key down to its own key up. */
      dwellMs: quantiles,
      /** Key down to the next key down. */
      gapMs: quantiles,
      /** The next key went down before this one was up: usual for fluent writers. */
      rollovers: count,
    }),
    purpose: {
      ja: '入力のリズムから、人が、また本人が操作しているかを知るため(サイトの設定で止められます)',
      en: 'To know from the rhythm of typing whether a person, and whether the owner, operates the page (a site can switch this off)',
    },
    necessity: 'useful',
    retentionDays: RHYTHM_KEPT_DAYS,
    stability: 'visit',
    version: 1,
  }),
  /** How a hand moves is as much its own as how it types: it goes the way of the rhythm, switch and retention. */
  movements: row({
    shape: z.strictObject({ approaches: z.array(approach).max(APPROACHES_MAX) }),
    purpose: {
      ja: 'ポインターの動きの速さや曲がり方の特徴から、人の手かどうかを知るため(軌跡は送らず、サイトの設定で止められます)',
      en: 'To know from the pace and the bends of pointer movements whether a hand makes them (no path is sent; a site can switch this off)',
    },
    necessity: 'useful',
    retentionDays: MOVEMENTS_KEPT_DAYS,
    stability: 'visit',
    version: 1,
  }),
  focus: row({
    shape: z.strictObject({
      focuses: count,
      pastes: count,
      /** Fields that the browser marks as :autofill when the snapshot is taken. */
      autofilled: count,
      /** Input events in a field that saw neither key, paste nor composition before: a manager, dictation or a script. */
      inputsWithoutKeys: count,
      compositions: count,
      untrusted: count,
    }),
    purpose: {
      ja: '貼り付け、自動入力、変換などの入力方法を知るため(内容は送りません)',
      en: 'To know how fields are filled: pasting, autofill, an input method (what was filled in is never sent)',
    },
    necessity: 'useful',
    retentionDays: KEPT_DAYS,
    stability: 'visit',
    version: 1,
  }),
  page: row({
    shape: z.strictObject({
      /** From when the page was opened (shown after prerendering, restored from the back/forward cache) to this snapshot. */
      ageMs: ms,
      /** From the same moment to the first trusted interaction (press, key, paste); null: none yet. */
      firstInteractionMs: ms.nullable(),
      /** From the same moment to the form's hand-out; null while there was none. */
      submitMs: ms.nullable(),
      hiddenMs: ms,
      /** The page came back from the back/forward cache. */
      restored: z.boolean(),
    }),
    purpose: {
      ja: 'ページを開いてから送信までの時間が自然かを見るため',
      en: 'To see whether the time from opening the page to sending the form is natural',
    },
    necessity: 'useful',
    retentionDays: KEPT_DAYS,
    stability: 'visit',
    version: 1,
  }),
} as const;

export type StreamName = keyof typeof STREAMS;
export type Streams = { [N in StreamName]: z.infer<(typeof STREAMS)[N]['shape']> };
