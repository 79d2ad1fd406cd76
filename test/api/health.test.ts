import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { closing } from '../support/closing.ts';
import { eventually } from '../support/eventually.ts';
import { assertProblem, type GateClient, gateClient } from '../support/gate-client.ts';
import { AS_SHIPPED, startServer, type TestServer } from '../support/server.ts';

describe('api: health', () => {
  const close = closing();
  let server: TestServer;
  let gate: GateClient;

  before(async () => {
    server = await startServer({ env: AS_SHIPPED });
    close(() => server.stop());
    gate = gateClient(server.url);
  });

  const ready = () => gate.get('/health/ready', {});
  const health = async (path: string) => {
    const { status, text } = await gate.get(path, {});
    return [status, JSON.parse(text)];
  };
  const LIVE = [200, { status: 'ok' }];
  const READY = [200, { status: 'ok', records: 'ok' }];

  it('is live and ready while the store can be written', async () => {
    assert.deepEqual(await health('/health/live'), LIVE);
    assert.deepEqual(await health('/health/ready'), READY);
  });

  it('asks the store once a second at the most, however often it is asked itself', async () => {
    const checks = () => gate.metric('sekisho_store_seconds_count', { store: 'state', operation: 'check' });
    const [before, started] = [await checks(), performance.now()];
    for (let i = 0; i < 10; i++) {
      const answers = await Promise.all(Array.from({ length: 20 }, ready));
      assert.ok(answers.every(it => it.status === 200));
    }
    const seconds = (performance.now() - started) / 1000;
    assert.ok((await checks()) - before <= Math.ceil(seconds) + 1, `${seconds} s`);
  });

  it('is live and not ready while it cannot, answers by the failure policy, and stores that once it can', async () => {
    const holder = new DatabaseSync(`${server.dataFolder}/sekisho.db`);
    holder.exec('BEGIN IMMEDIATE');
    let id: string;
    try {
      const answer = await gate.ask({ account: { id: 'canary-held' } });
      assert.deepEqual([answer.verdict, answer.decidedBy, answer.degraded], ['REVIEW', 'failover', ['state']]);
      ({ id } = answer);
      const refused = await eventually('it is not ready', async () => {
        const reply = await ready();
        return reply.status === 200 ? null : reply;
      });
      assertProblem(refused, 'not-ready');
      assert.match(String(refused.headers['retry-after']), /^[1-9]\d*$/);
      assert.deepEqual(await health('/health/live'), LIVE);
      assert.equal(await gate.metric('sekisho_spool_waiting'), 1);
    } finally {
      holder.exec('ROLLBACK');
      holder.close();
    }
    await eventually('it is ready', async () => (await ready()).status === 200);
    assert.deepEqual(await health('/health/ready'), READY);
    const stored = await eventually('what was answered is stored', async () => {
      const { items } = await gate.search({ account: 'canary-held' });
      return items[0];
    });
    assert.deepEqual([stored.id, stored.decidedBy], [id, 'failover']);
    // Counted when its file is gone, which is after it is stored.
    await eventually('it is counted', async () => (await gate.metric('sekisho_spool_restored_total')) === 1);
    assert.equal(await gate.metric('sekisho_spool_waiting'), 0);
    assert.ok((await gate.metric('sekisho_state_away_total', { reason: 'timed-out' })) > 0);
    const said = server.output.stderr.match(/the store cannot be reached/g) ?? [];
    assert.equal(said.length, 2, 'the log has it once for the state, and once for the records');
    assert.ok(!server.output.stderr.includes('canary-held'));
  });
});
