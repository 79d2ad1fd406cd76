import { Client } from 'pg';
import { LIMITS } from '../../limits.ts';
import { MIGRATIONS } from './migrations.ts';

/** Any number that no other program on the same database takes. */
const LOCK = 7_356_041_221;

/**
 * Brings the schema up to date. Processes that start together wait for the one that does it. Rejects where the server cannot be
 * reached, where the schema is newer than this program, and where a migration fails: then nothing of it is in.
 */
export async function migratePostgres(url: string): Promise<void> {
  const client = new Client({
    connectionString: url,
    application_name: 'sekisho migration',
    connectionTimeoutMillis: LIMITS.postgresConnectMsMax,
    statement_timeout: LIMITS.postgresMigrateMsMax,
    query_timeout: LIMITS.postgresMigrateMsMax,
  });
  // What is lost under way is told by the statement that was waiting.
  client.on('error', () => {});
  try {
    await client.connect();
    // A user that may not change the schema can start on one that is up to date.
    if ((await applied(client)) === MIGRATIONS.length) return;
    await client.query('BEGIN');
    await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
    await client.query('CREATE TABLE IF NOT EXISTS migrations (n INTEGER PRIMARY KEY, at TIMESTAMPTZ NOT NULL)');
    await applyRest(client, await applied(client));
    await client.query('COMMIT');
  } finally {
    // Without a COMMIT the server undoes it all.
    await client.end().catch(() => {});
  }
}

async function applied(client: Client): Promise<number> {
  const { rows: found } = await client.query(`SELECT to_regclass('migrations') IS NOT NULL AS it`);
  if (found[0]?.it !== true) return 0;
  const { rows } = await client.query('SELECT coalesce(max(n), 0) AS n FROM migrations');
  return Number(rows[0]?.n);
}

async function applyRest(client: Client, has: number): Promise<void> {
  const knows = MIGRATIONS.length;
  if (has > knows)
    throw new Error(`the records were written by a newer version (schema ${has}, this one knows ${knows})`);
  for (const [n, sql] of MIGRATIONS.entries()) {
    if (n < has) continue;
    await client.query(sql);
    await client.query('INSERT INTO migrations (n, at) VALUES ($1, now())', [n + 1]);
  }
}
