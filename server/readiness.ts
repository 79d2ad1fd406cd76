import type { Logger } from 'pino';
import { LIMITS } from './limits.ts';
import type { Clock } from './ports/clock.ts';
import type { Records } from './ports/records.ts';
import type { State } from './ports/state.ts';

/** What a load balancer is told. */
export type Readiness = {
  /** Whether a screening can be stored now, and whether the records can be searched; null: not ready. */
  readonly now: () => Promise<{ readonly records: 'ok' | 'away' } | null>;
  /** From here on it is not ready, whatever the stores say. */
  readonly leave: () => void;
  /** Whether anybody asked lately: then the answer of a process that leaves is worth waiting for. */
  readonly isWatched: () => boolean;
};

/** @param stores asked once a second at the most, however often and by however many this is asked. */
export function createReadiness(
  stores: { readonly state: Pick<State, 'check'>; readonly records: Pick<Records, 'check'> },
  clock: Pick<Clock, 'monotonic'>,
  log: Logger,
): Readiness {
  let last: { readonly at: number; readonly answer: ReturnType<Readiness['now']> } | null = null;
  let askedAt = Number.NEGATIVE_INFINITY;
  let leaving = false;
  const sayChange = onChange((what: 'state' | 'records', error) =>
    error === null
      ? log.info({ store: what }, 'the store is back')
      : log.error({ store: what, err: error }, 'the store cannot be reached'),
  );

  const ask = async (): ReturnType<Readiness['now']> => {
    const ms = LIMITS.readinessMsMax;
    const [state, records] = await Promise.all([
      failureOf(stores.state.check(ms), ms),
      failureOf(stores.records.check(), ms),
    ]);
    sayChange('state', state);
    sayChange('records', records);
    return state === null ? { records: records === null ? 'ok' : 'away' } : null;
  };

  return {
    now: () => {
      const now = clock.monotonic();
      askedAt = now;
      if (leaving) return Promise.resolve(null);
      if (last === null || now - last.at >= LIMITS.readinessKeptMs) last = { at: now, answer: ask() };
      return last.answer;
    },
    leave: () => {
      leaving = true;
    },
    isWatched: () => clock.monotonic() - askedAt < LIMITS.readinessWatchedMs,
  };
}

/** null: it went well, in time. */
async function failureOf(check: Promise<void>, withinMs: number): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${withinMs} ms`)), withinMs);
  });
  try {
    await Promise.race([check, late]);
    return null;
  } catch (error) {
    return error;
  } finally {
    clearTimeout(timer);
  }
}

/** One line when a store goes, one when it comes back: not one for each probe. */
function onChange<T>(say: (what: T, error: unknown) => void): (what: T, error: unknown) => void {
  const away = new Set<T>();
  return (what, error) => {
    if (away.has(what) === (error !== null)) return;
    if (error === null) away.delete(what);
    else away.add(what);
    say(what, error);
  };
}
