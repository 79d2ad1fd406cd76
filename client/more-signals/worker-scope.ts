import type { Missing } from '../../shared/wire/reading.ts';
import type { Signals } from '../../shared/wire/signals.ts';
import type { Looks } from '../console-looks.ts';
import { asked, ownAddress } from '../own-script.ts';
import { differing, type Scope, type ScopeFacts, scopeFacts } from '../scope-facts.ts';
import { wait } from '../wait.ts';

/** Longer than the signal's own deadline: only a worker that never answers is ended by it. */
const LIFE_MS = 2_000;
const WARM_MS_MAX = 100;

/** `looks`: absent where the page is quiet, which the worker is told by its name. */
export type WorkerFacts = ScopeFacts & { readonly looks?: Looks };

/**
 * What a worker says first: by default the same script's, of the same origin, no blob. What the page's policy forbids there is unknown,
 * never a mismatch.
 */
export function startWorker<T = WorkerFacts>(
  address: string = ownAddress,
  make: (address: string) => Worker = it => new Worker(it, { name: asked.quiet ? '' : `${asked.seed % 2}` }),
  lifeMs: number = LIFE_MS,
  told?: unknown,
): Promise<T | null> {
  return new Promise(resolve => {
    let made: Worker;
    try {
      made = make(address);
    } catch {
      // SecurityError: the script is of another origin, or a policy says so.
      return resolve(null);
    }
    const end = (facts: T | null) => {
      clearTimeout(late);
      made.terminate();
      resolve(facts);
    };
    const late = setTimeout(end, lifeMs, null);
    made.onmessage = ({ data }: MessageEvent<T>) => end(data);
    made.onerror = event => {
      // Else the page's own window.onerror would hear of it.
      event.preventDefault();
      end(null);
    };
    made.postMessage(told);
  });
}

let asking: Promise<WorkerFacts | null> | undefined;

/** Once a page. The second script asks as soon as it is there: a worker takes long to start, and longer while the page computes. */
export function worker(): Promise<WorkerFacts | null> {
  asking ??= startWorker();
  return asking;
}

/**
 * The first Intl object takes 15 ms and more, in one task, wherever in the browser's process it is made; those after it nothing. So
 * the page's come after the worker's: where it answers in time.
 */
export async function intlIsWarm(): Promise<void> {
  await Promise.race([worker(), wait(WARM_MS_MAX)]);
}

export async function workerScope(
  facts: () => Promise<WorkerFacts | null> = worker,
  own: Scope = window,
  isThere = 'Worker' in globalThis,
): Promise<Signals['workerScope'] | Missing> {
  if (!isThere) return { missing: 'unsupported' };
  const other = await facts();
  return other === null ? { missing: 'blocked' } : differing(scopeFacts(own), other);
}
