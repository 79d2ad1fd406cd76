import assert from 'node:assert/strict';
import { readdirSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { closing } from '../support/closing.ts';
import { eventually } from '../support/eventually.ts';
import { type GateClient, gateClient } from '../support/gate-client.ts';
import { needs } from '../support/parts.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { type RedisServer, startRedis } from '../support/redis-server.ts';
import { AS_SHIPPED, startServer } from '../support/server.ts';
import { isAsBefore } from './answered-meanwhile.ts';
import { assertNothingLost, missingOf } from './nothing-lost.ts';
import { isDegraded, steadyLoad } from './steady-load.ts';
import { clusterSettings } from './stores-of-a-cluster.ts';

const ENOUGH = 200;
const AFTER = 20;
/** What `everysec` may lose, by Redis' own documentation. */
const LOST_MS_MAX = 1000;
const SIZE_EVERY_MS = 10;

describe('faults: Redis is killed with -9', function () {
  this.timeout(90_000);
  const close = closing();
  const closeEach = closing('afterEach');
  let postgres: PostgresServer;

  before(async function () {
    needs(this, 'redis', 'postgres');
    postgres = await startPostgres();
    close(() => postgres.stop());
  });

  const start = async (redis: RedisServer): Promise<GateClient> => {
    const server = await startServer({
      env: { ...(await clusterSettings(redis.url, await postgres.createDatabase())), ...AS_SHIPPED },
    });
    closeEach(() => server.stop());
    return gateClient(server.url);
  };

  it('loses nothing that was answered with appendfsync always', async () => {
    const redis = await startRedis({ appendfsync: 'always' });
    closeEach(() => redis.stop());
    const gate = await start(redis);
    // Nothing is moved on meanwhile: all that was answered is in Redis alone.
    await postgres.pause();
    const load = steadyLoad([gate], { pauseMs: 1 });
    closeEach(load.stop);
    await eventually('answers', () => load.answered().length >= ENOUGH);
    await redis.kill();
    await redis.restart();
    await postgres.resume();
    const restartedAt = performance.now();
    await eventually('answers as before', () => isAsBefore(load, restartedAt, AFTER), { withinMs: 20_000 });
    await load.stop();
    await assertNothingLost(gate, load.answered());
  });

  it('loses at most the last second with appendfsync everysec, cut off its file as a power failure may', async () => {
    const redis = await startRedis({ appendfsync: 'everysec' });
    closeEach(() => redis.stop());
    const gate = await start(redis);
    await postgres.pause();
    const load = steadyLoad([gate], { pauseMs: 1 });
    closeEach(load.stop);
    const sizes: { at: number; size: number }[] = [];
    const file = appendOnlyFile(redis);
    const timer = setInterval(() => sizes.push({ at: performance.now(), size: statSync(file).size }), SIZE_EVERY_MS);
    await eventually('more than a second of answers', () => {
      const [first] = load.answered();
      return load.answered().length >= ENOUGH && performance.now() - (first?.sentAt ?? Infinity) > 2 * LOST_MS_MAX;
    });
    clearInterval(timer);
    const killedAt = performance.now();
    await redis.kill();
    await load.stop();
    // SIGKILL alone leaves what was written to the system: a power failure would not.
    const durable = sizes.findLast(it => it.at < killedAt - LOST_MS_MAX);
    assert.ok(durable !== undefined && durable.size < statSync(file).size, 'something is cut off');
    truncateSync(file, durable.size);
    await redis.restart();
    await postgres.resume();

    // What the failure policy answered before was handed over to Redis at some moment until then.
    const kept = load
      .answered()
      .filter(it => (isDegraded(it) ? it.sentAt > killedAt : it.sentAt + it.tookMs < durable.at));
    assert.ok(kept.length > ENOUGH / 4, `${kept.length} were answered more than a second before`);
    await assertNothingLost(gate, kept);
    const lost = await missingOf(gate, load.answered());
    assert.ok(lost.length > 0, 'a power failure was played that loses something');
    // And it goes on by itself.
    const again = steadyLoad([gate]);
    closeEach(again.stop);
    await eventually('answers as before', () => isAsBefore(again, 0, AFTER), { withinMs: 20_000 });
    await again.stop();
  });
});

function appendOnlyFile({ folder }: RedisServer): string {
  const name = readdirSync(join(folder, 'appendonlydir')).find(it => it.endsWith('.incr.aof'));
  assert.ok(name !== undefined, 'Redis writes an append-only file');
  return join(folder, 'appendonlydir', name);
}
