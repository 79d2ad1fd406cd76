import { TOKEN_RENEW_AFTER_MS } from '../shared/constants.ts';
import { BRISK_TOKENS_MAX, FAILURE_PAUSE_MS, TOKEN_PAUSE_MS, TOKEN_PAUSE_SLOW_MS } from './limits.ts';
import type { Taken } from './transport.ts';
import { wait } from './wait.ts';

export type TokenKeeper = {
  /** Takes a token where none is held, or the one held is spent or old. Cheap: it is called at every key. */
  renewIfDue(): void;
  /** The token held, null where there is none; from now on it is spent, and a new one is asked for after `renewInMs`. */
  handOut(renewInMs: number): string | null;
  /** Resolves when a fresh token is held, or none is about to come: a failure's pause is not waited for. */
  settled(): Promise<void>;
  /** The page goes away, for good or into the back/forward cache: what is under way is dropped. */
  leave(): void;
  /** The page came back from there: its token was probably spent when it left. */
  comeBack(): void;
  /** The network is back: nobody waits for a request of before, or for the pause after one that failed. */
  tryAgain(): void;
  /** The page goes on as another session: what is held is of the former one. */
  dropHeld(): void;
};

type Held = {
  readonly token: string | null;
  readonly spend: () => void;
  readonly takenAtMs: number;
  readonly takenCount: number;
  readonly isSpent: boolean;
  /** No request before this. */
  readonly notBeforeMs: number;
  /** No request ever again on this page. */
  readonly hasEnded: boolean;
};

const NOTHING: Held = {
  token: null,
  spend: () => {},
  takenAtMs: 0,
  takenCount: 0,
  isSpent: false,
  notBeforeMs: 0,
  hasEnded: false,
};
const FAILED: Taken = { token: null, why: 'failed', code: 'failed' };

function pauseLeftMs(held: Held, nowMs: number): number {
  const leftMs = held.notBeforeMs - nowMs;
  // No pause is longer: the clock was set back since.
  return leftMs > TOKEN_PAUSE_SLOW_MS ? 0 : Math.max(0, leftMs);
}

function isFresh(held: Held, nowMs: number): boolean {
  // A clock set back makes the age negative: then it is unknown, and the token is renewed.
  const ageMs = nowMs - held.takenAtMs;
  return held.token !== null && !held.isSpent && ageMs >= 0 && ageMs <= TOKEN_RENEW_AFTER_MS;
}

const isDue = (held: Held, nowMs: number): boolean =>
  !held.hasEnded && pauseLeftMs(held, nowMs) === 0 && !isFresh(held, nowMs);

function afterTaking(held: Held, taken: Taken, nowMs: number): Held {
  if (taken.token === null) {
    return { ...held, notBeforeMs: nowMs + FAILURE_PAUSE_MS, hasEnded: taken.why !== 'failed' };
  }
  const takenCount = held.takenCount + 1;
  const pauseMs = takenCount < BRISK_TOKENS_MAX ? TOKEN_PAUSE_MS : TOKEN_PAUSE_SLOW_MS;
  const { token, spend } = taken;
  return { ...held, token, spend, takenAtMs: nowMs, takenCount, isSpent: false, notBeforeMs: nowMs + pauseMs };
}

function spend(held: Held): void {
  if (held.isSpent) return;
  try {
    held.spend();
  } catch {
    // Storage that was taken away meanwhile costs the device its proof, never the form its token.
  }
}

type Take = (cancelled: AbortSignal) => Promise<Taken>;
type Attempt = { readonly cancel: AbortController; readonly done: Promise<void> };

/** `end` hears of it unless it is dropped. `done` never rejects. */
function attempted(take: Take, end: (taken: Taken) => void): Attempt {
  const cancel = new AbortController();
  // Who waits goes on to the next one at once: what is dropped may take its time to end.
  const dropped = new Promise<void>(resolve => cancel.signal.addEventListener('abort', () => resolve()));
  const taking = take(cancel.signal)
    .catch(() => FAILED)
    .then(taken => {
      if (!cancel.signal.aborted) end(taken);
    });
  return { cancel, done: Promise.race([taking, dropped]) };
}

/** Holds one page view's token. `off` is called when the operator switched the agent off. */
export function tokenKeeper(take: Take, off: () => void, nowMs: () => number = Date.now): TokenKeeper {
  let held = NOTHING;
  let attempt: Attempt | null = null;
  /** Of the renewal after a hand-out; undefined once the page was left. */
  let timer: ReturnType<typeof setTimeout> | undefined;

  const renewIfDue = () => {
    if (attempt !== null || !isDue(held, nowMs())) return;
    attempt = attempted(take, taken => {
      attempt = null;
      held = afterTaking(held, taken, nowMs());
      if (taken.token === null && taken.why === 'off') off();
    });
  };

  const leave = () => {
    clearTimeout(timer);
    timer = undefined;
    attempt?.cancel.abort();
    attempt = null;
  };

  const settled = async () => {
    while (attempt !== null || !isFresh(held, nowMs())) {
      const leftMs = pauseLeftMs(held, nowMs());
      if (attempt !== null) await attempt.done;
      else if (held.hasEnded || timer === undefined || leftMs > TOKEN_PAUSE_MS) return;
      else await wait(leftMs).then(renewIfDue);
    }
  };

  const goOn = (change: Partial<Held>) => {
    leave();
    held = { ...held, notBeforeMs: 0, ...change };
    renewIfDue();
  };

  return {
    renewIfDue,
    handOut(renewInMs) {
      // Spent, and no new one soon: the next hand-out could be another person's, on a page that stays open.
      const token = held.isSpent && (held.hasEnded || pauseLeftMs(held, nowMs()) > TOKEN_PAUSE_MS) ? null : held.token;
      spend(held);
      held = { ...held, isSpent: true };
      clearTimeout(timer);
      if (!held.hasEnded) timer = setTimeout(renewIfDue, Math.max(renewInMs, pauseLeftMs(held, nowMs())));
      return token;
    },
    settled,
    leave,
    comeBack: () => goOn({ isSpent: true }),
    tryAgain: () => goOn({}),
    dropHeld: () => goOn({ token: null, spend: () => {} }),
  };
}
