import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { closing } from '../support/closing.ts';
import { assertProblem, type GateClient, gateClient, question } from '../support/gate-client.ts';
import { startServer, type TestServer } from '../support/server.ts';

describe('api: health', () => {
  const close = closing();
  let server: TestServer;
  let gate: GateClient;

  before(async () => {
    server = await startServer();
    close(() => server.stop());
    gate = gateClient(server.url);
  });

  const health = async (path: string) => {
    const { status, text } = await gate.get(path, {});
    return [status, JSON.parse(text)];
  };

  it('is live and ready while the store can be written', async () => {
    assert.deepEqual(await health('/health/live'), [200, { status: 'ok' }]);
    assert.deepEqual(await health('/health/ready'), [200, { status: 'ok' }]);
  });

  it('is live and not ready while it cannot, answers nothing that it could not store, and recovers', async () => {
    await gate.ask({ account: { id: 'before' } });
    const holder = new DatabaseSync(`${server.dataFolder}/sekisho.db`);
    holder.exec('BEGIN IMMEDIATE');
    try {
      const [ready, screening] = await Promise.all([
        gate.get('/health/ready', {}),
        gate.sendQuestion(question({ account: { id: 'canary-lost' } })),
      ]);
      assertProblem(ready, 'not-ready');
      assert.equal(ready.headers['retry-after'], '2');
      assertProblem(screening, 'internal', 'canary-lost');
      assert.deepEqual(await health('/health/live'), [200, { status: 'ok' }]);
    } finally {
      holder.exec('ROLLBACK');
      holder.close();
    }
    assert.deepEqual(await health('/health/ready'), [200, { status: 'ok' }]);
    assert.equal((await gate.search({ account: 'canary-lost' })).items.length, 0);
    assert.equal((await gate.ask({ account: { id: 'canary-lost' } })).verdict, 'REVIEW');
    const labels = { code: 'internal' };
    assert.equal(await gate.metric('sekisho_problems_total', labels), 1);
    assert.match(server.output.stderr, /request failed/, 'the log has it');
    assert.ok(!server.output.stderr.includes('canary-lost'));
  });
});
