import { LIMITS } from './limits.ts';
import type { Spool } from './ports/spool.ts';
import type { State } from './ports/state.ts';

export type SpoolWatch = {
  readonly onRestored: (screenings: number) => void;
  /** The first of a series: while the state is away there is one in each round. */
  readonly onFault: (error: unknown) => void;
};

export type SpoolDrain = {
  /** Begins no further round; resolves when the one on its way has ended. */
  readonly stop: () => Promise<void>;
};

/**
 * Puts what was answered while the state was away into it, in rounds; what a process that ended left behind, too. A round that knows of something first asks whether the
 * state is there, which also closes its breaker: it would otherwise wait for a visitor's question to do so.
 */
export function drainSpoolRegularly(
  spool: Pick<Spool, 'waiting' | 'drain'>,
  state: Pick<State, 'check' | 'restore'>,
  { onRestored, onFault }: SpoolWatch,
  everyMs: number = LIMITS.spoolDrainEveryMs,
): SpoolDrain {
  let isStopped = false;
  let hasFailed = false;

  const round = async (): Promise<void> => {
    let restored = 0;
    try {
      if (spool.waiting() > 0) await state.check(LIMITS.changeMsMax);
      await spool.drain(async spooled => {
        await state.restore(spooled);
        restored++;
      });
      hasFailed = false;
    } catch (error) {
      if (!hasFailed) onFault(error);
      hasFailed = true;
    }
    if (restored > 0) onRestored(restored);
  };

  let current: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout;
  const schedule = (): void => {
    timer = setTimeout(() => {
      current = round().then(() => {
        if (!isStopped) schedule();
      });
    }, everyMs);
    timer.unref();
  };
  schedule();
  return {
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
      return current;
    },
  };
}
