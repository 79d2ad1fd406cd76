import assert from 'node:assert/strict';
import { closing } from '../support/closing.ts';
import { eventually } from '../support/eventually.ts';
import { gateClient } from '../support/gate-client.ts';
import { childrenOf } from '../support/own-process.ts';
import { needs } from '../support/parts.ts';
import { startRedis } from '../support/redis-server.ts';
import { startServer } from '../support/server.ts';
import { assertNothingLost, assertNothingTwice } from './nothing-lost.ts';
import { linesOf, steadyLoad } from './steady-load.ts';
import { clusterSettings } from './stores-of-a-cluster.ts';

const WORKERS = 2;
const KILLS = 3;
const BETWEEN_COUNT = 60;
/** While one of two is gone, the other answers: a caller waits for no restart, nor for half of one on a machine that is slow at all. */
const GAP_MS_MAX = 1500;

describe('faults: a worker is killed with -9 under load', function () {
  this.timeout(90_000);
  const close = closing('afterEach');

  const killUnderLoad = async (env: Record<string, string>): Promise<void> => {
    const server = await startServer({ env, args: ['--workers', String(WORKERS)] });
    close(() => server.stop());
    const gate = gateClient(server.url);
    const primary = server.process.pid ?? 0;
    // Twice the callers of the processes; a broken connection is tried again with the same key.
    const load = steadyLoad([gate], { callers: 8, tries: 20 });
    close(load.stop);
    const restartsMs: number[] = [];
    for (let kill = 0; kill < KILLS; kill++) {
      const before = load.answered().length;
      await eventually('answers', () => load.answered().length >= before + BETWEEN_COUNT, { withinMs: 30_000 });
      const [victim] = childrenOf(primary);
      assert.ok(victim !== undefined);
      const killedAt = performance.now();
      process.kill(victim, 'SIGKILL');
      assert.ok(
        childrenOf(primary).some(it => it !== victim),
        'another goes on',
      );
      const isReplaced = async () => {
        const running = await gate.metric('sekisho_workers_running').catch(() => 0);
        return running === WORKERS && !childrenOf(primary).includes(victim);
      };
      await eventually('another takes its place', isReplaced, { withinMs: 30_000 });
      restartsMs.push(performance.now() - killedAt);
    }
    const before = load.answered().length;
    await eventually('answers after', () => load.answered().length >= before + BETWEEN_COUNT, { withinMs: 30_000 });
    await load.stop();

    const refused = load.asked.filter(it => it.answer === null && !(it.reply instanceof Error));
    assert.deepEqual(linesOf(refused), []);
    const answered = load.answered();
    const broken = load.asked.filter(it => it.reply instanceof Error);
    assert.ok(broken.length > 0, 'some connections broke');
    const accounts = new Set(answered.map(it => it.account));
    assert.deepEqual(linesOf(broken.filter(it => !accounts.has(it.account))), [], 'each was answered in the end');
    const ends = answered.map(it => it.sentAt + it.tookMs).sort((a, b) => a - b);
    const longest = Math.max(...ends.slice(1).map((it, n) => it - (ends[n] ?? it)));
    const allowed = Math.max(GAP_MS_MAX, Math.min(...restartsMs) / 2);
    assert.ok(longest < allowed, `nothing was answered for ${longest} ms, ${allowed} ms were allowed`);
    await assertNothingLost(gate, answered);
    await assertNothingTwice(gate, answered);
  };

  it('loses nothing that was answered, stores nothing twice, and answers on, with the embedded store', () =>
    killUnderLoad({}));

  it('loses nothing that was answered, stores nothing twice, and answers on, with Redis and PostgreSQL', async function () {
    needs(this, 'redis', 'postgres');
    const redis = await startRedis();
    close(() => redis.stop());
    await killUnderLoad(await clusterSettings(redis.url));
  });
});
