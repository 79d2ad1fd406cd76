import type { CompiledQuery, DatabaseConnection, Dialect, Driver, QueryResult } from 'kysely';

/** Runs one query on a connection of its own choosing. Rows are as the database's library makes them. */
export type RunQuery = (
  sql: string,
  parameters: readonly unknown[],
) => Promise<{ readonly rows: readonly unknown[]; readonly affected: number }>;

/** What a dialect says of itself, without how it is reached. */
export type DialectWords = Pick<Dialect, 'createAdapter' | 'createIntrospector' | 'createQueryCompiler'>;

/**
 * A dialect whose queries each run by themselves: connections, their loss and transactions stay with the adapter, which knows what
 * a failure means. Statements that belong together go through `SqlStore.write`.
 */
export function queryDialect(words: DialectWords, run: RunQuery): Dialect {
  return { ...words, createDriver: () => queryDriver(run) };
}

function queryDriver(run: RunQuery): Driver {
  const connection: DatabaseConnection = {
    executeQuery: async <R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> => {
      const { rows, affected } = await run(sql, parameters);
      return { rows: rows as R[], numAffectedRows: BigInt(affected) };
    },
    streamQuery: () => refuse(),
  };
  return {
    init: async () => {},
    acquireConnection: async () => connection,
    releaseConnection: async () => {},
    beginTransaction: async () => refuse(),
    commitTransaction: async () => refuse(),
    rollbackTransaction: async () => refuse(),
    destroy: async () => {},
  };
}

function refuse(): never {
  throw new Error('queries run by themselves here: statements that belong together go through SqlStore.write');
}
