import assert from 'node:assert/strict';
import { closing } from '../support/closing.ts';
import { type DroppingProxy, startDroppingProxy } from '../support/dropping-proxy.ts';
import { eventually } from '../support/eventually.ts';
import { type GateClient, gateClient } from '../support/gate-client.ts';
import { needs } from '../support/parts.ts';
import { type RedisServer, startRedis } from '../support/redis-server.ts';
import { startServer } from '../support/server.ts';
import { assertNothingLost, assertNothingTwice } from './nothing-lost.ts';
import { isDegraded, quantile, steadyLoad } from './steady-load.ts';
import { clusterSettings } from './stores-of-a-cluster.ts';

/** What the gate promises, and what a busy machine adds to what a caller sees of it. */
const DEADLINE_MS = 150;
const SLACK_MS = 100;
const NORMAL_COUNT = 60;
const AWAY_COUNT = 150;
/** Longer than the gate waits for a silent connection before it makes a new one. */
const AWAY_MS = 4000;

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
    const server = await startServer({ env: await clusterSettings(`redis://127.0.0.1:${proxy.port}`) });
    close(() => server.stop());
    gate = gateClient(server.url);
  });

  const faults: readonly Fault[] = [
    { what: 'stopped and started', begin: () => redis.halt(), end: () => redis.restart() },
    { what: 'frozen and thawed', begin: () => redis.freeze(), end: () => redis.thaw() },
    { what: 'cut off from the gate', begin: () => proxy.cut(), end: () => proxy.resume() },
    { what: 'out of reach, its packets dropped,', begin: () => proxy.blackhole(), end: () => proxy.resume() },
  ];
  for (const fault of faults) {
    it(`answers by the failure policy within its time while Redis is ${fault.what} and then as before; nothing answered is lost`, async () => {
      const load = steadyLoad([gate]);
      closeEach(load.stop);
      const normal = await eventually('answers before', () => load.asked.length >= NORMAL_COUNT && [...load.asked]);
      const brokenAt = performance.now();
      await fault.begin();
      await eventually(
        'answers meanwhile',
        () => load.answered().filter(isDegraded).length >= AWAY_COUNT && performance.now() - brokenAt > AWAY_MS,
      );
      const mendedAt = performance.now();
      await fault.end();
      await eventually('answers as before', () => {
        const last = load.answered().slice(-NORMAL_COUNT);
        return last.every(it => !isDegraded(it) && it.sentAt > mendedAt);
      });
      await load.stop();

      const refused = load.asked.filter(it => it.answer === null);
      assert.deepEqual(refused.slice(0, 3), [], `${refused.length} of ${load.asked.length} were refused`);
      assert.ok(!load.answered().some(it => it.sentAt + it.tookMs < brokenAt && isDegraded(it)));
      for (const { answer } of load.answered().filter(isDegraded)) {
        assert.deepEqual([answer.verdict, answer.decidedBy], ['REVIEW', 'failover']);
      }
      const usual = quantile(
        normal.map(it => it.tookMs),
        0.99,
      );
      const away = load.asked.filter(it => it.sentAt > brokenAt && it.sentAt < mendedAt).map(it => it.tookMs);
      const slowest = Math.max(...away);
      assert.ok(slowest <= DEADLINE_MS + SLACK_MS + 2 * usual, `the slowest took ${slowest} ms, before ${usual} ms`);
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
};
