import { randomBytes } from 'node:crypto';
import type { closing } from './closing.ts';
import { type FlowStage, openFlowStage } from './flow-stage.ts';
import { needs } from './parts.ts';
import { sharedPostgres } from './postgres-server.ts';
import { sharedRedis } from './redis-server.ts';
import { startServer, type TestServer } from './server.ts';
import { type StoreName, startStore } from './stores.ts';

function needsStore(context: Mocha.Context, name: StoreName): void {
  if (name !== 'embedded') needs(context, 'redis', 'postgres');
}

/** In a hook or a test: the real server over servers of its own, all closed by `close`. What the machine lacks is skipped, as `needs` does. */
export async function serverOver(
  name: StoreName,
  context: Mocha.Context,
  close: ReturnType<typeof closing>,
  { env, ...options }: Parameters<typeof startServer>[0] = {},
): Promise<TestServer> {
  needsStore(context, name);
  const store = await startStore(name);
  close(store.stop);
  const server = await startServer({ ...options, env: { ...store.env, ...env } });
  close(() => server.stop());
  return server;
}

/** In a hook or a test: flows over the servers of this run, with nothing of an earlier story in them, and the same skipping. Whoever opens it closes it. */
export async function stageOver(name: StoreName, context: Mocha.Context): Promise<FlowStage> {
  needsStore(context, name);
  if (name === 'embedded') return openFlowStage();
  const redis = await sharedRedis();
  await redis.flush();
  const postgres = await (await sharedPostgres()).createDatabase();
  return openFlowStage({ secrets: [randomBytes(32)], cluster: { redis: [redis.url], postgres } });
}
