import { WORK_MS_MAX } from './limits.ts';
import { startWorker } from './more-signals/worker-scope.ts';
import { ownAddress } from './own-script.ts';
import type { Puzzle } from './transport.ts';

/** Has a worker of its own answer the puzzle; null where there is none (plain http, a policy, another origin), or not in time. */
export const solvePuzzle = (puzzle: Puzzle): Promise<readonly number[] | null> =>
  startWorker(new URL('agent-work.js', ownAddress).href, undefined, WORK_MS_MAX, puzzle);
