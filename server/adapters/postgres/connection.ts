import { Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import { Pool, type PoolClient, type QueryConfig, type QueryResult, types } from 'pg';
import { RecordsAway } from '../../errors.ts';
import { LIMITS } from '../../limits.ts';
import { queryDialect, type RunQuery } from '../sql/query-driver.ts';
import type { SqlStore } from '../sql/sql-store.ts';
import { awayOr, sqlStateOf } from './away.ts';

/** Runs one statement. Rejects with RecordsAway where the server cannot be reached or does not answer in time. */
export type Ask = (query: string | QueryConfig, values?: unknown[]) => Promise<QueryResult>;

export type Connection = {
  readonly ask: Ask;
  /** All of the work's statements or none; the work may run again where others were in its way. */
  readonly transaction: <T>(work: (ask: Ask) => Promise<T>) => Promise<T>;
  readonly store: SqlStore;
  readonly close: () => Promise<void>;
};

/** Deadlocks and serialization failures: what was asked is not at fault. */
const IN_THE_WAY = ['40P01', '40001'];
const TRANSACTION_TRIES_MAX = 5;

/** Nothing is connected before it is asked; a lost connection is made anew by the next question. */
export function connectPostgres(url: string): Connection {
  const pool = new Pool({
    connectionString: url,
    application_name: 'sekisho',
    max: LIMITS.postgresConnectionsMax,
    connectionTimeoutMillis: LIMITS.postgresConnectMsMax,
    statement_timeout: LIMITS.postgresStatementMsMax,
    idle_in_transaction_session_timeout: LIMITS.postgresStatementMsMax,
    query_timeout: LIMITS.postgresAnswerMsMax,
    keepAlive: true,
    types: { getTypeParser },
  });
  // An idle connection that is lost would end the process otherwise; the pool has dropped it by then.
  pool.on('error', () => {});
  // By itself the pool destroys a connection whose answer did not come, and with it what is still under way there.
  const ask: Ask = (query, values) => pool.query(query, values).catch(rethrow);
  const transaction = async <T>(work: (ask: Ask) => Promise<T>): Promise<T> => {
    for (let tries = 1; ; tries++) {
      try {
        return await once(pool, work);
      } catch (error) {
        const again = IN_THE_WAY.includes(causeOf(error)) && tries < TRANSACTION_TRIES_MAX;
        if (!again) throw error;
      }
    }
  };
  return { ask, transaction, store: storeOver(ask, transaction), close: () => pool.end() };
}

async function once<T>(pool: Pool, work: (ask: Ask) => Promise<T>): Promise<T> {
  const client = await pool.connect().catch(rethrow);
  const lost = (): void => {};
  client.on('error', lost);
  const ask: Ask = (query, values) => client.query(query, values).catch(rethrow);
  let isUsable = true;
  try {
    await ask('BEGIN');
    const result = await work(ask);
    await ask('COMMIT');
    return result;
  } catch (error) {
    isUsable = await rolledBack(client, error);
    throw error;
  } finally {
    client.off('error', lost);
    client.release(!isUsable);
  }
}

/** A connection that does not answer is not asked again: what it still does ends with it. */
async function rolledBack(client: PoolClient, error: unknown): Promise<boolean> {
  const wasAnswered = causeOf(error) !== '' || !(error instanceof RecordsAway);
  if (!wasAnswered) return false;
  return client.query('ROLLBACK').then(
    () => true,
    () => false,
  );
}

/** Builds PostgreSQL's statements, and runs the reading ones by `run`. */
export const postgresBuilder = (run: RunQuery): SqlStore['db'] =>
  new Kysely({
    dialect: queryDialect(
      {
        createAdapter: () => new PostgresAdapter(),
        createIntrospector: db => new PostgresIntrospector(db),
        createQueryCompiler: () => new PostgresQueryCompiler(),
      },
      run,
    ),
  });

function storeOver(ask: Ask, transaction: Connection['transaction']): SqlStore {
  const db = postgresBuilder(async (sql, parameters) => {
    const { rows, rowCount } = await ask(sql, [...parameters]);
    return { rows, affected: rowCount ?? 0 };
  });
  const write: SqlStore['write'] = async statements => {
    const each = async (run: Ask): Promise<number[]> => {
      const touched: number[] = [];
      for (const { sql, parameters } of statements) touched.push((await run(sql, [...parameters])).rowCount ?? 0);
      return touched;
    };
    return statements.length === 1 ? each(ask) : transaction(each);
  };
  return { db, write, locksRows: true };
}

/** Times are whole numbers of milliseconds that JavaScript holds. */
const getTypeParser: typeof types.getTypeParser = (oid: number, format?: 'text' | 'binary') =>
  oid === types.builtins.INT8 ? Number : types.getTypeParser(oid, format);

/** The SQLSTATE, also of one that was told as RecordsAway; empty: there is none. */
const causeOf = (error: unknown): string =>
  sqlStateOf(error) ?? (error instanceof Error ? sqlStateOf(error.cause) : null) ?? '';

function rethrow(error: unknown): never {
  throw awayOr(error);
}
