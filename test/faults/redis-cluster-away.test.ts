import assert from 'node:assert/strict';
import { closing } from '../support/closing.ts';
import { eventually } from '../support/eventually.ts';
import { type GateClient, gateClient } from '../support/gate-client.ts';
import { needs } from '../support/parts.ts';
import { type RedisCluster, startRedisCluster } from '../support/redis-server.ts';
import { AS_SHIPPED, startServer } from '../support/server.ts';
import { assertAnsweredMeanwhile, isAsBefore } from './answered-meanwhile.ts';
import { assertNothingLost, assertNothingTwice } from './nothing-lost.ts';
import { isDegraded, steadyLoad } from './steady-load.ts';
import { clusterSettings } from './stores-of-a-cluster.ts';

const NORMAL_COUNT = 60;
/** Longer than the others take to call it failed, and than the gate waits for a silent connection. */
const AWAY_MS = 5000;

describe('faults: one machine of a Redis Cluster is away', function () {
  this.timeout(90_000);
  const close = closing();
  let redis: RedisCluster;
  let gate: GateClient;

  before(async function () {
    needs(this, 'redis', 'postgres');
    redis = await startRedisCluster(3);
    close(() => redis.stop());
    const server = await startServer({ env: { ...(await clusterSettings(redis.urls.join(','))), ...AS_SHIPPED } });
    close(() => server.stop());
    gate = gateClient(server.url);
  });

  it('answers within its time while it is frozen, half a commit carried out or not, and then as before; nothing answered is lost', async () => {
    const load = steadyLoad([gate]);
    close(load.stop);
    await eventually('answers before', () => isAsBefore(load, 0, NORMAL_COUNT));
    const normal = [...load.asked];
    const [, frozen] = redis.nodes;
    assert.ok(frozen !== undefined);
    frozen.freeze();
    const brokenAt = performance.now();
    await eventually('it was away for long', () => performance.now() - brokenAt > AWAY_MS);
    const mendedAt = performance.now();
    frozen.thaw();
    await eventually('answers as before', () => isAsBefore(load, mendedAt, NORMAL_COUNT), { withinMs: 20_000 });
    await load.stop();

    const meanwhile = load.answered().filter(it => it.sentAt > brokenAt && it.sentAt < mendedAt);
    assert.ok(meanwhile.filter(isDegraded).length > NORMAL_COUNT, 'the failure policy answered');
    assertAnsweredMeanwhile(load, normal, { from: brokenAt, to: mendedAt });
    await assertNothingLost(gate, load.answered());
    await assertNothingTwice(gate, load.answered());
  });
});
