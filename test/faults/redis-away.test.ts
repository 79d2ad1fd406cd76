import assert from 'node:assert/strict';
import { closing } from '../support/closing.ts';
import { type DroppingProxy, startDroppingProxy } from '../support/dropping-proxy.ts';
import { eventually } from '../support/eventually.ts';
import { type GateClient, gateClient } from '../support/gate-client.ts';
import { needs } from '../support/parts.ts';
import { type RedisServer, startRedis } from '../support/redis-server.ts';
import { AS_SHIPPED, startServer } from '../support/server.ts';
import { assertAnsweredMeanwhile, isAsBefore } from './answered-meanwhile.ts';
import { assertNothingLost, assertNothingTwice } from './nothing-lost.ts';
import { isDegraded, steadyLoad } from './steady-load.ts';
import { clusterSettings } from './stores-of-a-cluster.ts';

const NORMAL_COUNT = 60;
const AWAY_COUNT = 150;
/** Longer than the gate waits for a silent connection before it makes a new one. */
const AWAY_MS = 5000;
const BRIEFLY_MS = 1500;

describe('faults: Redis is away', function () {
  this.timeout(90_000);
  const close = closing();
  const closeEach = closing('afterEach');
  let redis: RedisServer;
  let proxy: DroppingProxy;
  let gate: GateClient;

  before(async function () {
    needs(this, 'redis', 'postgres');
    redis = await startRedis({ appendfsync: 'everysec' });
    close(() => redis.stop());
    proxy = await startDroppingProxy(redis.port);
    close(() => proxy.stop());
    const server = await startServer({
      env: { ...(await clusterSettings(`redis://127.0.0.1:${proxy.port}`)), ...AS_SHIPPED },
    });
    close(() => server.stop());
    gate = gateClient(server.url);
  });

  const faults: readonly Fault[] = [
    { what: 'stopped and started', begin: () => redis.halt(), end: () => redis.restart(), awayMs: BRIEFLY_MS },
    { what: 'frozen and thawed', begin: () => redis.freeze(), end: () => redis.thaw(), awayMs: AWAY_MS },
    { what: 'cut off from the gate', begin: () => proxy.cut(), end: () => proxy.resume(), awayMs: BRIEFLY_MS },
    {
      what: 'out of reach, its packets dropped,',
      begin: () => proxy.blackhole(),
      end: () => proxy.resume(),
      awayMs: AWAY_MS,
    },
  ];
  for (const fault of faults) {
    it(`answers by the failure policy within its time while Redis is ${fault.what} and then as before; nothing answered is lost`, async () => {
      const load = steadyLoad([gate]);
      closeEach(load.stop);
      await eventually('answers before', () => isAsBefore(load, 0, NORMAL_COUNT));
      const normal = [...load.asked];
      const brokenAt = performance.now();
      await fault.begin();
      await eventually(
        'answers meanwhile',
        () => load.answered().filter(isDegraded).length >= AWAY_COUNT && performance.now() - brokenAt > fault.awayMs,
      );
      const mendedAt = performance.now();
      await fault.end();
      await eventually('answers as before', () => isAsBefore(load, mendedAt, NORMAL_COUNT));
      await load.stop();

      assertAnsweredMeanwhile(load, normal, { from: brokenAt, to: mendedAt });
      await assertNothingLost(gate, load.answered());
      await assertNothingTwice(gate, load.answered());
    });
  }

  it('never says OK to a transfer that it cannot judge', async () => {
    proxy.cut();
    const transfer = () => gate.ask({ action: 'transfer', account: { id: 'mover' } });
    const answer = await eventually('a degraded answer', async () => {
      const it = await transfer();
      return it.degraded === undefined ? null : it;
    });
    proxy.resume();
    assert.notEqual(answer.verdict, 'OK');
    await eventually('judged again', async () => (await transfer()).degraded === undefined);
  });

  it('is not ready while Redis is away, and ready again after', async () => {
    const ready = async () => (await gate.get('/health/ready', {})).status;
    assert.equal(await ready(), 200);
    proxy.cut();
    await eventually('not ready', async () => (await ready()) === 503);
    assert.equal((await gate.get('/health/live', {})).status, 200);
    proxy.resume();
    await eventually('ready', async () => (await ready()) === 200);
  });
});

type Fault = {
  readonly what: string;
  readonly begin: () => Promise<void> | void;
  readonly end: () => Promise<void> | void;
  /** At least. */
  readonly awayMs: number;
};
