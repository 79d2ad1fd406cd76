import type { StatementSync } from 'node:sqlite';
import { Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import { queryDialect } from '../sql/query-driver.ts';
import type { SqlStore } from '../sql/sql-store.ts';

export type Statement = { readonly sql: string; readonly parameters: readonly unknown[] };

/** What records and sites need of the embedded database. */
export type EmbeddedSql = {
  /** Compiles for the reading connection; not kept there, their texts vary. */
  readonly compileRead: (sql: string) => StatementSync;
  /** One transaction, whole or not at all; durable when it resolves with how many rows each statement touched. */
  readonly writeStatements: (statements: readonly Statement[]) => Promise<readonly number[]>;
  /** Folds the log into the file and empties it, so that what was deleted is in neither. */
  readonly foldLog: () => Promise<void>;
};

/** Texts that differ by how many values they look for alone; more are not kept compiled. */
const COMPILED_MAX = 64;

type SqlValue = string | number | bigint | null | Uint8Array;

export function sqliteStore(on: EmbeddedSql): SqlStore {
  const compiled = new Map<string, StatementSync>();
  const statementOf = (sql: string): StatementSync => {
    const known = compiled.get(sql);
    if (known !== undefined) return known;
    const [oldest] = compiled.keys();
    if (compiled.size >= COMPILED_MAX && oldest !== undefined) compiled.delete(oldest);
    const statement = on.compileRead(sql);
    compiled.set(sql, statement);
    return statement;
  };
  const words = {
    createAdapter: () => new SqliteAdapter(),
    createIntrospector: (db: Kysely<unknown>) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
  const dialect = queryDialect(words, async (sql, parameters) => ({
    rows: statementOf(sql).all(...(parameters as SqlValue[])),
    affected: 0,
  }));
  return { db: new Kysely({ dialect }), write: statements => on.writeStatements(statements), locksRows: false };
}
