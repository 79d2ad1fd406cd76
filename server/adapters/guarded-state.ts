import { StateAway, type StateAwayReason } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { State } from '../ports/state.ts';
import { type BreakerLimits, type BreakerState, CircuitBreaker, type Pass } from './circuit-breaker.ts';

export type StateOperation = keyof State;

export type StateWatch = {
  readonly onCall: (operation: StateOperation, seconds: number, result: 'ok' | StateAwayReason) => void;
  readonly onBreaker: (state: BreakerState) => void;
  /** Something is wrong rather than away, a bug or a broken file; also where its call was given up before. */
  readonly onFault: (operation: StateOperation, error: unknown) => void;
};

export type GuardedStateOptions = {
  readonly clock: Pick<Clock, 'monotonic'>;
  readonly breaker: BreakerLimits;
  /** For what no request waits for: putting back, erasing, sweeping. */
  readonly backgroundMsMax: number;
  readonly watch: StateWatch;
};

export type GuardedState = State & { readonly breakerState: () => BreakerState };

/**
 * Any state, so that no call on it outlasts its time and a state that is away is soon left alone: what it cannot do rejects with
 * StateAway and nothing else. `check` is let through while the breaker is open, and closes it where it succeeds.
 */
export function guardedState(state: State, options: GuardedStateOptions): GuardedState {
  const { clock, backgroundMsMax } = options;
  const breaker = new CircuitBreaker(options.breaker, options.watch.onBreaker);

  const call = <T>(operation: StateOperation, withinMs: number, ask: () => Promise<T>, kind: Kind): Promise<T> => {
    // Its time is spent already: nothing is asked, and nothing is learnt about the store.
    if (withinMs <= 0) return refused(operation, 'timed-out', options);
    if (kind === 'background') return inTime(operation, withinMs, ask, null, options);
    const pass = breaker.enter(clock.monotonic(), kind === 'check');
    return pass === null ? refused(operation, 'resting', options) : inTime(operation, withinMs, ask, pass, options);
  };

  return {
    saveReport: (report, nonce, withinMs) =>
      call('saveReport', withinMs, () => state.saveReport(report, nonce, withinMs), 'request'),
    load: (query, withinMs) => call('load', withinMs, () => state.load(query, withinMs), 'request'),
    commit: (commit, withinMs) => call('commit', withinMs, () => state.commit(commit, withinMs), 'request'),
    change: (aside, withinMs) => call('change', withinMs, () => state.change(aside, withinMs), 'request'),
    check: withinMs => call('check', withinMs, () => state.check(withinMs), 'check'),
    restore: spooled => call('restore', backgroundMsMax, () => state.restore(spooled), 'background'),
    erase: erasure => call('erase', backgroundMsMax, () => state.erase(erasure), 'background'),
    sweep: now => call('sweep', backgroundMsMax, () => state.sweep(now), 'background'),
    breakerState: () => breaker.state,
  };
}

type Kind = 'request' | 'check' | 'background';

function refused(operation: StateOperation, reason: StateAwayReason, { watch }: GuardedStateOptions): Promise<never> {
  watch.onCall(operation, 0, reason);
  return Promise.reject(new StateAway(reason));
}

function inTime<T>(
  operation: StateOperation,
  withinMs: number,
  ask: () => Promise<T>,
  pass: Pass | null,
  { clock, watch }: GuardedStateOptions,
): Promise<T> {
  const began = clock.monotonic();
  return new Promise((resolve, reject) => {
    let isOpen = true;
    const end = (result: 'ok' | StateAwayReason, settle: () => void): void => {
      if (!isOpen) return;
      isOpen = false;
      clearTimeout(timer);
      const now = clock.monotonic();
      // A state whose outbox is full is there, and says so fast.
      pass?.(result === 'ok' || result === 'full' ? 'succeeded' : 'failed', now);
      watch.onCall(operation, (now - began) / 1000, result);
      settle();
    };
    const giveUp = (): void => end('timed-out', () => reject(new StateAway('timed-out')));
    // An answer that came while this process itself was busy is in its socket by now: it is read before the call is given up.
    const timer = setTimeout(() => setImmediate(giveUp), withinMs);
    const failed = (error: unknown): void => {
      if (!(error instanceof StateAway)) watch.onFault(operation, error);
      const away = error instanceof StateAway ? error : new StateAway('failed', { cause: error });
      end(away.reason, () => reject(away));
    };
    asked(ask).then(value => end('ok', () => resolve(value)), failed);
  });
}

/** What is thrown at once is a rejection too. */
const asked = async <T>(ask: () => Promise<T>): Promise<T> => ask();
