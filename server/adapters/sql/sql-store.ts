import type { CompiledQuery, Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/**
 * A database with these tables, of either dialect. `db` runs reading queries and builds the statements that `write` runs: those of one
 * call are one transaction, durable when it resolves with how many rows each touched.
 */
export type SqlStore = {
  readonly db: Kysely<Tables>;
  readonly write: (statements: readonly CompiledQuery[]) => Promise<readonly number[]>;
  /** Whether rows that are read to be written must be locked; a store with one writer at a time needs none. */
  readonly locksRows: boolean;
};
