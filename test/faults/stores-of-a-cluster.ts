import { randomBytes } from 'node:crypto';
import { sharedPostgres } from '../support/postgres-server.ts';

export const SECRET = randomBytes(32).toString('hex');

/** The settings of a gate on these stores; without a database of its own it gets a new one. */
export async function clusterSettings(
  redisUrl: string,
  postgresUrl?: string,
): Promise<Record<'SEKISHO_REDIS_URL' | 'SEKISHO_POSTGRES_URL' | 'SEKISHO_SECRET' | 'SEKISHO_DEMO', string>> {
  return {
    SEKISHO_REDIS_URL: redisUrl,
    SEKISHO_POSTGRES_URL: postgresUrl ?? (await (await sharedPostgres()).createDatabase()),
    SEKISHO_SECRET: SECRET,
    SEKISHO_DEMO: '1',
  };
}
