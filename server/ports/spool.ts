import type { Spooled } from './state.ts';

/** Where what was answered while the state was away waits for it to come back: this machine's own disk. */
export type Spool = {
  /** On disk when it resolves. Rejects where it is full or cannot be written: then nothing may be answered. */
  readonly keep: (spooled: Spooled) => Promise<void>;
  /** Hands everything kept to `restore`, oldest first, and forgets what it took; how many. Rejects where `restore` does. */
  readonly drain: (restore: (spooled: Spooled) => Promise<void>) => Promise<number>;
  /** How many wait. */
  readonly waiting: () => number;
};
