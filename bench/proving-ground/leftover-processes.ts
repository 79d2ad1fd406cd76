import { childrenOf } from '../../test/support/own-process.ts';

/** What a tool that failed or hung has left running below this process is ended: never two browsers at once. */
export function leftoverProcesses(): { endNew(except: readonly number[]): void } {
  const known = new Set(below(process.pid));
  return {
    endNew(except) {
      for (const pid of below(process.pid).filter(it => !known.has(it) && !except.includes(it))) {
        try {
          process.kill(pid, 'SIGKILL');
        } catch {
          // It has just ended by itself.
        }
      }
    },
  };
}

const below = (pid: number): number[] => childrenOf(pid).flatMap(child => [child, ...below(child)]);
