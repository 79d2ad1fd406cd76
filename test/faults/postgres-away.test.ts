import assert from 'node:assert/strict';
import { closing } from '../support/closing.ts';
import { eventually } from '../support/eventually.ts';
import { assertProblem, type GateClient, gateClient } from '../support/gate-client.ts';
import { needs } from '../support/parts.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { startRedis } from '../support/redis-server.ts';
import { startServer } from '../support/server.ts';
import { assertNothingLost, assertNothingTwice } from './nothing-lost.ts';
import { isDegraded, linesOf, quantile, steadyLoad } from './steady-load.ts';
import { clusterSettings } from './stores-of-a-cluster.ts';

const NORMAL_COUNT = 100;
/** A minute's, in short: longer than any deadline or interval of the gate. */
const AWAY_MS = 10_000;
/** Whoever waited for PostgreSQL would wait for seconds. */
const SLACK_MS = 250;
/** A caller of a search hears within this, however PostgreSQL is away. */
const SEARCH_MS_MAX = 8_000;

describe('faults: PostgreSQL is away', function () {
  this.timeout(90_000);
  const close = closing();
  const closeEach = closing('afterEach');
  let postgres: PostgresServer;
  let gate: GateClient;

  before(async function () {
    needs(this, 'redis', 'postgres');
    const redis = await startRedis();
    close(() => redis.stop());
    postgres = await startPostgres();
    close(() => postgres.stop());
    const server = await startServer({ env: await clusterSettings(redis.url, await postgres.createDatabase()) });
    close(() => server.stop());
    gate = gateClient(server.url);
  });

  const faults = [
    { what: 'stopped', begin: () => postgres.pause(), end: () => postgres.resume(), awayMs: AWAY_MS },
    { what: 'killed with -9', begin: () => postgres.kill(), end: () => postgres.resume(), awayMs: 1000 },
    { what: 'frozen', begin: () => postgres.freeze(), end: () => postgres.thaw(), awayMs: 5000 },
  ];
  for (const { what, begin, end, awayMs } of faults) {
    it(`answers as before while PostgreSQL is ${what}, says that searches wait, and loses nothing of it`, async () => {
      const load = steadyLoad([gate]);
      closeEach(load.stop);
      await eventually('answers before', () => load.answered().length >= NORMAL_COUNT);
      const brokenAt = performance.now();
      await begin();
      await eventually('a search is refused', async () => {
        const asked = performance.now();
        const reply = await gate.get('/v1/screenings?limit=1');
        const tookMs = performance.now() - asked;
        assert.ok(tookMs < SEARCH_MS_MAX, `a search took ${tookMs} ms`);
        if (reply.status === 200) return false;
        assertProblem(reply, 'records-away');
        assert.match(String(reply.headers['retry-after']), /^[1-9]\d*$/);
        return true;
      });
      await eventually('it was away for long', () => performance.now() - brokenAt > awayMs, { withinMs: 2 * awayMs });
      const mendedAt = performance.now();
      await end();
      await eventually('searches answer', async () => (await gate.get('/v1/screenings?limit=1')).status === 200, {
        withinMs: 20_000,
      });
      await load.stop();

      assert.deepEqual(linesOf(load.asked.filter(it => it.answer === null)), []);
      assert.deepEqual(linesOf(load.answered().filter(isDegraded)), []);
      const timesOf = (from: number, to: number) =>
        load.asked.filter(it => it.sentAt > from && it.sentAt < to).map(it => it.tookMs);
      const usual = quantile(timesOf(0, brokenAt), 0.95);
      const meanwhile = quantile(timesOf(brokenAt, mendedAt), 0.95);
      assert.ok(meanwhile <= 3 * usual + SLACK_MS, `95 % within ${meanwhile} ms meanwhile, ${usual} ms before`);
      await assertNothingLost(gate, load.answered());
      await assertNothingTwice(gate, load.answered());
    });
  }

  it('reads back what was answered meanwhile, and takes its outcome', async () => {
    await postgres.pause();
    try {
      const answer = await gate.ask({ account: { id: 'meanwhile' } });
      assert.equal(answer.degraded, undefined);
      assert.equal((await gate.read(answer.id)).id, answer.id);
    } finally {
      await postgres.resume();
    }
  });
});
