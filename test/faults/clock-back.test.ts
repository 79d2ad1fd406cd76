import assert from 'node:assert/strict';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closing } from '../support/closing.ts';
import { eventually } from '../support/eventually.ts';
import { type GateClient, gateClient } from '../support/gate-client.ts';
import { needs } from '../support/parts.ts';
import { startRedis } from '../support/redis-server.ts';
import { startServer } from '../support/server.ts';
import { assertNothingLost, assertNothingTwice } from './nothing-lost.ts';
import { linesOf, steadyLoad } from './steady-load.ts';
import { clusterSettings } from './stores-of-a-cluster.ts';

const HOUR = 60 * 60_000;
const ENOUGH = 40;
const CLOCK = join(import.meta.dirname, '../support/shifted-clock.mjs');

describe('faults: the clock of the machine goes back', function () {
  this.timeout(60_000);
  const close = closing('afterEach');

  const openWithClock = async (env: Record<string, string>) => {
    const folder = mkdtempSync(join(tmpdir(), 'sekisho-clock-'));
    close(async () => rmSync(folder, { recursive: true }));
    const file = join(folder, 'shift');
    const server = await startServer({
      env: { ...env, NODE_OPTIONS: `--import=${CLOCK}`, TEST_CLOCK_FILE: file },
    });
    close(() => server.stop());
    const gate = gateClient(server.url);
    /** Resolves when answers are dated by the new clock. */
    const shiftClock = async (ms: number): Promise<void> => {
      writeFileSync(`${file}.new`, String(ms));
      renameSync(`${file}.new`, file);
      await eventually('the clock has moved', async () => {
        const { id } = await gate.ask({ account: { id: 'clock' } });
        const { createdAt } = await gate.read(id);
        return Math.abs(Date.parse(createdAt) - Date.now() - ms) < 10_000;
      });
    };
    return { gate, shiftClock };
  };

  const goBack = async (gate: GateClient, shiftClock: (ms: number) => Promise<void>): Promise<void> => {
    const account = { id: 'hanako@example.jp' };
    const token = await gate.field();
    const before = await gate.ask({ account, token });
    const load = steadyLoad([gate]);
    close(load.stop);
    for (const back of [-HOUR, -25 * HOUR, -48 * HOUR, 0]) {
      const count = load.answered().length;
      await shiftClock(back);
      await eventually('answers', () => load.answered().length >= count + ENOUGH);
      // A token taken by this clock is as good as ever; what is counted goes on.
      const again = await gate.ask({ account, token: await gate.field() });
      assert.deepEqual([again.verdict, again.degraded], [before.verdict, undefined]);
    }
    await load.stop();
    assert.deepEqual(linesOf(load.asked.filter(it => it.answer === null)), []);
    await assertNothingLost(gate, load.answered());
    await assertNothingTwice(gate, load.answered());
    assert.equal((await gate.search({ account: account.id })).items.length, 5);
  };

  it('answers and counts on with the embedded store; nothing answered is lost', async () => {
    const { gate, shiftClock } = await openWithClock({});
    await goBack(gate, shiftClock);
  });

  it('answers and counts on with Redis and PostgreSQL; nothing answered is lost', async function () {
    needs(this, 'redis', 'postgres');
    const redis = await startRedis();
    close(() => redis.stop());
    const { gate, shiftClock } = await openWithClock(await clusterSettings(redis.url));
    await goBack(gate, shiftClock);
  });
});
