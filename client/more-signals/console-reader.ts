import type { Missing } from '../../shared/wire/reading.ts';
import type { Signals } from '../../shared/wire/signals.ts';
import { consoleLooks, type Looks } from '../console-looks.ts';
import { asked } from '../own-script.ts';
import { worker } from './worker-scope.ts';

/** In the page and in the worker: what hides a listener from the one reaches the other seldom. A quiet page is asked neither. */
export async function consoleReader(
  { seed, quiet } = asked,
  looks: (nameFirst: boolean) => Looks = consoleLooks,
  inWorker: () => Promise<{ readonly looks?: Looks | undefined } | null> = worker,
): Promise<Signals['consoleReader'] | Missing> {
  if (quiet) return { missing: 'blocked' };
  const nameFirst = seed % 2 === 1;
  const page = looks(nameFirst);
  return { nameFirst, page, worker: (await inWorker())?.looks ?? null };
}
