import assert from 'node:assert/strict';
import { Agent, request } from 'node:http';
import { attentiveMs } from '../../server/adapters/attentive-clock.ts';
import { LIMITS } from '../../server/limits.ts';
import { closing } from '../support/closing.ts';
import { eventually } from '../support/eventually.ts';
import { gateClient, JSON_TYPE, question, send } from '../support/gate-client.ts';
import { startServer } from '../support/server.ts';

describe('api: SIGTERM', () => {
  const close = closing();

  const exitOf = (server: Awaited<ReturnType<typeof startServer>>) =>
    new Promise<number | null>(resolve => server.process.once('exit', code => resolve(code)));

  it('answers what is in work, keeps it, takes nothing new, and ends with 0', async () => {
    const server = await startServer();
    close(() => server.stop());
    const gate = gateClient(server.url);
    // A body of which the last byte is missing is in work for as long as the test wants it to be.
    const body = JSON.stringify(question({ account: { id: 'in-work' } }));
    const agent = new Agent({ keepAlive: true });
    close(async () => agent.destroy());
    const asked = request(`${server.url}/v1/screenings`, {
      agent,
      method: 'POST',
      headers: { ...gate.bearer, ...JSON_TYPE, 'content-length': Buffer.byteLength(body) },
    });
    const answered = new Promise<{ status: number; text: string }>((resolve, reject) => {
      asked.on('error', reject).on('response', reply => {
        let text = '';
        reply.setEncoding('utf8').on('data', part => (text += part));
        reply.on('end', () => resolve({ status: reply.statusCode ?? 0, text }));
      });
    });
    await new Promise(resolve => asked.write(body.slice(0, -1), resolve));
    await send(server.url, '/health/live');
    const exited = exitOf(server);
    server.process.kill('SIGTERM');
    await eventually('new connections are refused', () =>
      send(server.url, '/health/live').then(
        () => false,
        () => true,
      ),
    );
    asked.end(body.slice(-1));
    const { status, text } = await answered;
    assert.equal(status, 200, text);
    const answeredAt = attentiveMs();
    assert.equal(await exited, 0);
    assert.ok(attentiveMs() - answeredAt < 3000, 'the caller keeps its connection open: it is not waited for');

    const again = await startServer({ dataFolder: server.dataFolder });
    close(() => again.stop());
    const { id } = JSON.parse(text);
    assert.equal((await gateClient(again.url).read(id)).id, id);
  });

  it('says that it leaves while it still answers, where anybody asks, so that a balancer sees it first', async () => {
    const server = await startServer();
    close(() => server.stop());
    const gate = gateClient(server.url);
    const ready = async () => (await gate.get('/health/ready', {})).status;
    assert.equal(await ready(), 200);
    const exited = exitOf(server);
    const started = performance.now();
    server.process.kill('SIGTERM');
    await eventually('it is not ready', async () => (await ready()) === 503, { withinMs: LIMITS.drainNoticeMs / 2 });
    assert.equal((await gate.ask({ account: { id: 'late' } })).verdict, 'REVIEW');
    await eventually('new connections are refused', () =>
      send(server.url, '/health/live').then(
        () => false,
        () => true,
      ),
    );
    assert.equal(await exited, 0);
    const took = performance.now() - started;
    assert.ok(took >= LIMITS.drainNoticeMs && took < LIMITS.drainMsMax, `${took} ms`);
  });

  it('does not wait for idle connections that callers keep open', async () => {
    const server = await startServer();
    close(() => server.stop());
    const agent = new Agent({ keepAlive: true });
    close(async () => agent.destroy());
    const get = () =>
      new Promise<number>((resolve, reject) => {
        request(`${server.url}/health/live`, { agent }, reply => {
          reply.resume().on('end', () => resolve(reply.statusCode ?? 0));
        })
          .on('error', reject)
          .end();
      });
    assert.equal(await get(), 200);
    const exited = exitOf(server);
    const started = attentiveMs();
    server.process.kill('SIGTERM');
    assert.equal(await exited, 0);
    assert.ok(attentiveMs() - started < 5000, 'well before the limit of draining');
  });
});
