import { Worker } from 'node:worker_threads';
import type { CopierStart } from './log-copier-thread.ts';

/** A thread that copies the log into the file beside what is written meanwhile. */
export type LogCopier = {
  readonly isCopying: boolean;
  /** `done`: what was in the log is in the file, or could not be copied. */
  readonly begin: (done: () => void) => void;
  /** Nobody is called back any more. */
  readonly close: () => void;
};

/** It moves pages and holds nothing. MiB. */
const HEAP = { maxYoungGenerationSizeMb: 1, maxOldGenerationSizeMb: 16 };

const startCopierThread = (start: CopierStart): Worker =>
  new Worker(new URL('./log-copier-thread.ts', import.meta.url), { workerData: start, resourceLimits: HEAP });

/** Started with the first log that is long; where it ended it is started again with the next. */
export function logCopier(file: string, startThread: typeof startCopierThread = startCopierThread): LogCopier {
  let thread: Worker | null = null;
  let copying: (() => void) | null = null;
  const end = (): void => {
    const done = copying;
    copying = null;
    done?.();
  };
  const start = (): Worker => {
    const started = startThread({ file });
    started.on('message', end);
    // Whoever writes copies the rest, here all of it.
    started.on('error', () => {});
    started.once('exit', () => {
      thread = null;
      end();
    });
    started.unref();
    return started;
  };
  return {
    get isCopying() {
      return copying !== null;
    },
    begin: done => {
      copying = done;
      try {
        thread ??= start();
        thread.postMessage('copy');
      } catch {
        // No room for a thread (EAGAIN): whoever writes copies by himself.
        end();
      }
    },
    close: () => {
      copying = null;
      thread?.postMessage('end');
    },
  };
}
