import type { ScreeningAnswer } from '../../shared/wire/screening.ts';
import type { ErasedRecord } from './records.ts';
import type { Spooled } from './state.ts';

/** What waits under an Idempotency-Key, and the digest of the body that it answered. */
export type KeptAnswer = { readonly digest: string; readonly answer: ScreeningAnswer };

/** Where what was answered while the state was away waits for it to come back: this machine's own disk. */
export type Spool = {
  /**
   * On disk when it resolves with null. Resolves with what is on disk under the same Idempotency-Key, where there is such: then this one
   * is not kept. Rejects where the disk is full or cannot be written: then nothing may be answered.
   */
  readonly keep: (spooled: Spooled) => Promise<KeptAnswer | null>;
  /** What waits under an Idempotency-Key, as far as this process knows: what it kept, and what ended processes left to it. */
  readonly find: (siteId: string, key: string) => KeptAnswer | null;
  /**
   * Hands everything kept to `restore`, some at once, each account's oldest first, and forgets what it took; how many. Rejects where
   * `restore` does. What was handed over when a process was killed may be handed over again.
   */
  readonly drain: (restore: (spooled: Spooled) => Promise<void>) => Promise<number>;
  /**
   * Deletes all that waits here of an account, and what was set aside of it, from the files' bytes too; how many answers. What they name
   * is given to `forget` before. null: another process of this machine has some of it, and nothing was deleted.
   */
  readonly erase: (
    siteId: string,
    accountRefs: readonly string[],
    forget: (named: readonly ErasedRecord[]) => Promise<void>,
  ) => Promise<number | null>;
  /** How many wait. */
  readonly waiting: () => number;
};
