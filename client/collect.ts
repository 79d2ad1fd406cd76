import type { Missing, Reading } from '../shared/wire/reading.ts';
import { COLLECT_DEADLINE_MS, ON_THE_SPOT_MS, SIGNAL_DEADLINE_MS, SLICE_MS } from './limits.ts';
import { turn, turns, wait } from './wait.ts';

/** One signal: its value, why there is none, or a promise of either. Expected errors only are its own; the runner records the rest. */
export type Collector<T> = () => T | Missing | Promise<T | Missing>;
export type Collectors<T> = { readonly [N in keyof T]: Collector<T[N]> };
export type Readings<T> = { [N in keyof T]?: Reading<T[N]> };

export type Collection<T> = {
  /** All signals; never rejects, and comes at the latest at the deadline (later where timers are throttled). */
  readonly done: Promise<Readings<T>>;
  /** What is there at this moment, with what can still be had at once; the rest is `timed-out`. Collecting goes on. */
  now(): Readings<T>;
};

export const DEADLINES = { signalMs: SIGNAL_DEADLINE_MS, allMs: COLLECT_DEADLINE_MS, onTheSpotMs: ON_THE_SPOT_MS };

const TIMED_OUT: Missing = { missing: 'timed-out' };
const FAILED: Missing = { missing: 'failed' };

export function isPromise<T>(value: T | Promise<T>): value is Promise<T> {
  // Not instanceof: pages replace the global Promise (zone.js), the browser's own functions keep answering with the native one.
  return typeof value === 'object' && value !== null && 'then' in value;
}

/** What was read so far, and the way to read more. */
function reader<T>(collectors: Collectors<T>) {
  const readings: Readings<T> = {};
  const started = new Map<keyof T, Promise<void> | undefined>();

  // The first answer stands: what comes after its deadline is late.
  const settle = <N extends keyof T>(name: N, reading: Reading<T[N]>) => {
    readings[name] ??= reading;
  };

  /** Starts a signal, once; answers with what is to be waited for. */
  const begin = <N extends keyof T>(name: N): Promise<void> | undefined => {
    if (started.has(name)) return started.get(name);
    const fail = () => settle(name, FAILED);
    let pending: Promise<void> | undefined;
    try {
      const value = collectors[name]();
      if (isPromise(value)) pending = value.then(it => settle(name, it), fail);
      else settle(name, value);
    } catch {
      fail();
    }
    started.set(name, pending);
    return pending;
  };
  return { readings, settle, begin };
}

/** Runs the collectors in their order, from the next task on. A failing or slow one costs its own value, never another's. */
export function collect<T>(
  collectors: Collectors<T>,
  deadlines: typeof DEADLINES = DEADLINES,
  ownDeadlinesMs: { readonly [N in keyof T]?: number } = {},
): Collection<T> {
  const { readings, settle, begin } = reader(collectors);

  // In the registry's order, whoever answered first: a report sheds from its end.
  const now = (): Readings<T> => {
    const endMs = performance.now() + deadlines.onTheSpotMs;
    const seen: Readings<T> = {};
    for (const name in collectors) {
      if (readings[name] === undefined && performance.now() < endMs) void begin(name);
      seen[name] = readings[name] ?? TIMED_OUT;
    }
    return seen;
  };

  const run = async (): Promise<Readings<T>> => {
    await turn();
    const endMs = performance.now() + deadlines.allMs;
    const pageTurn = turns(SLICE_MS);
    const waits: Promise<void>[] = [];
    for (const name in collectors) {
      await pageTurn();
      const leftMs = endMs - performance.now();
      if (leftMs <= 0) {
        settle(name, TIMED_OUT);
        continue;
      }
      const pending = begin(name);
      if (pending === undefined) continue;
      const late = wait(Math.min(ownDeadlinesMs[name] ?? deadlines.signalMs, leftMs)).then(() =>
        settle(name, TIMED_OUT),
      );
      waits.push(Promise.race([pending, late]));
    }
    await Promise.all(waits);
    return now();
  };

  return { done: run(), now };
}
