import type { Missing } from '../../shared/wire/reading.ts';
import type { Signals } from '../../shared/wire/signals.ts';
import { consoleLooks, type Looks } from '../console-looks.ts';
import { asked } from '../own-script.ts';
import { property } from '../property.ts';
import { wait } from '../wait.ts';
import { worker } from './worker-scope.ts';

/** Less than the signal's own deadline: what the page showed is not lost with a worker that is late. */
const WORKER_MS_MAX = 300;
/** Error reporters put functions of their own before the console's, and look into all that is written. */
const isNative = (it: unknown): boolean => /\[native code]/.test(Function.prototype.toString.call(it));

/** In the page and in the worker: what hides a listener from the one reaches the other seldom. A quiet page is asked neither. */
export async function consoleReader(
  { seed, quiet } = asked,
  looks: (nameFirst: boolean) => Looks = consoleLooks,
  inWorker: () => Promise<{ readonly looks?: Looks | undefined } | null> = worker,
  debug: unknown = property(console, 'debug'),
): Promise<Signals['consoleReader'] | Missing> {
  if (quiet) return { missing: 'blocked' };
  const nameFirst = seed % 2 === 1;
  const page = isNative(debug) ? looks(nameFirst) : null;
  const late = wait(WORKER_MS_MAX).then(() => null);
  return { nameFirst, page, worker: (await Promise.race([inWorker(), late]))?.looks ?? null };
}
