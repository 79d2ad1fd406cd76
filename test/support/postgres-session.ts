import { Client } from 'pg';

/** Runs statements in a session of their own, that may write whatever the database's default is; the last one's rows. */
export async function askPostgres(
  url: string,
  text: string,
  values?: unknown[],
): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString: url, options: '-c default_transaction_read_only=off' });
  // A server that goes away is told by the statement's own rejection.
  client.on('error', () => {});
  await client.connect();
  try {
    const results = [await client.query(text, values)].flat();
    return results.at(-1)?.rows ?? [];
  } finally {
    await client.end();
  }
}
