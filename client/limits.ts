/** Every limit of the agent, in one place. Times are milliseconds; sizes of what is sent are in shared/constants.ts. */

/** One asynchronous signal; the first answer or this, whichever is sooner. */
export const SIGNAL_DEADLINE_MS = 200;
/** All signals of one report together. */
export const COLLECT_DEADLINE_MS = 500;
/** Longer than this the collector does not hold the main thread without letting the page have a turn. */
export const SLICE_MS = 8;
/** What a form without a token may wait for signals at the moment it is sent. */
export const ON_THE_SPOT_MS = 20;

/** A page that never gets idle is not waited for longer than this after its load. */
export const IDLE_WAIT_MS = 1_000;

export const FETCH_DEADLINE_MS = 5_000;
/** Making a key takes 1 to 30 ms, a slow phone's storage up to 100: a page without a proof is better than one that waits. */
export const DEVICE_KEY_DEADLINE_MS = 300;

/** What takes longer is given up: ten times the work of the highest level on a slow phone. */
export const WORK_MS_MAX = 30_000;
/** Hashes asked for together: one by one, each would wait for its turn in Firefox (30 µs instead of 13). */
export const WORK_AT_ONCE = 16;

/** Waits before each retry of a failed request; their number is the number of retries for one token. */
export const RETRY_WAITS_MS: readonly number[] = [500, 2_000];
/** A server that answers busy, or none at all, is not asked again before this. */
export const FAILURE_PAUSE_MS = 30_000;

/** `await token()` waits for a fresh token no longer than this, and hands out what there is then: a spent one, or the unattested report. */
export const TOKEN_WAIT_MS = 3_000;
/** A form being sent usually takes the page with it: a new token is only worth asking for when the page is still there after this. */
export const RENEW_AFTER_FORM_MS = 1_000;
/** Pages that build FormData at every key would spend a token each time; after the first few, slow down. */
export const TOKEN_PAUSE_MS = 1_000;
export const BRISK_TOKENS_MAX = 30;
/** The longest of all pauses. */
export const TOKEN_PAUSE_SLOW_MS = 60_000;

/** Fields kept to be blanked, the newest: an application of one page puts in a new form at each route. */
export const FILLED_FIELDS_MAX = 32;

/** Calls played that a page made before the agent was there: more are a loop of the page's. */
export const QUEUED_CALLS_MAX = 100;

/** Newest samples kept for a quantile. */
export const SAMPLES_MAX = 256;
/** Keys or pointers that are down at once. */
export const HELD_MAX = 16;
/** A key held longer than this lost its keyup (macOS swallows those under Cmd): no dwell is taken from it. */
export const DWELL_MS_MAX = 10_000;
/** A trusted click this soon after a press or a key belongs to it; one without either comes from assistive technology. */
export const CLICK_FOLLOWS_MS = 1_000;

/** Real pointers stand on whole device pixels; what rounding of fractional scales leaves is less. */
export const GRID_TOLERANCE_PX = 0.05;
/** A mouse that rested longer begins to move anew. */
export const MOVE_GAP_MS_MAX = 200;

/** So many characters in one input event, without a key: emoji pickers insert two. */
export const FILLED_CHARS_MIN = 5;

/** As `count`, `ms` of shared/wire/streams.ts. */
export const COUNT_MAX = 1_000_000;
export const MS_MAX = 1e10;
