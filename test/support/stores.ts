import { randomBytes } from 'node:crypto';
import { findPart } from './parts.ts';
import { startPostgres } from './postgres-server.ts';
import { startRedis } from './redis-server.ts';

/** What a gate may keep its data in. */
export const STORES = ['embedded', 'redis+postgres'] as const;
export type StoreName = (typeof STORES)[number];

export type RunningStore = {
  /** For `startServer`. */
  readonly env: Record<string, string>;
  readonly stop: () => Promise<void>;
};

export const hasStore = (name: StoreName): boolean =>
  name === 'embedded' || (findPart('redis') !== null && findPart('postgres') !== null);

/** Servers of its own, where it needs some. Redis answers when it has flushed, as the embedded store does: they keep the same promise. */
export async function startStore(name: StoreName): Promise<RunningStore> {
  if (name === 'embedded') return { env: {}, stop: async () => {} };
  const redis = await startRedis({ appendfsync: 'always' });
  try {
    const postgres = await startPostgres();
    return {
      env: {
        SEKISHO_REDIS_URL: redis.url,
        SEKISHO_POSTGRES_URL: await postgres.createDatabase(),
        SEKISHO_SECRET: randomBytes(32).toString('hex'),
      },
      stop: async () => {
        await redis.stop();
        await postgres.stop();
      },
    };
  } catch (error) {
    await redis.stop();
    throw error;
  }
}
