import assert from 'node:assert/strict';
import { closing } from '../support/closing.ts';
import {
  addSite,
  assertProblem,
  type GateClient,
  gateClient,
  JSON_TYPE,
  question,
  send,
} from '../support/gate-client.ts';
import { startServer, type TestServer } from '../support/server.ts';

const portOf = (url: string): string => new URL(url).port;

describe('api: the demo and its keys', () => {
  const close = closing();
  let server: TestServer;
  let gate: GateClient;

  before(async () => {
    server = await startServer();
    close(() => server.stop());
    gate = gateClient(server.url);
  });

  const screen = (headers: Record<string, string>) =>
    send(server.url, '/v1/screenings', {
      method: 'POST',
      headers: { ...gate.bearer, ...JSON_TYPE, ...headers },
      body: JSON.stringify(question()),
    });

  it('takes sk_demo from this machine under any of its own names', async () => {
    const port = portOf(server.url);
    for (const host of [`127.0.0.1:${port}`, 'localhost', 'localhost:1', '[::1]:9', '127.0.0.1', '127.9.9.9:80']) {
      assert.equal((await screen({ host })).status, 200, host);
    }
  });

  it('refuses sk_demo where a name that is not this machine’s was called: a page may have rebound it', async () => {
    for (const host of [
      'evil.example',
      `evil.example:${portOf(server.url)}`,
      '192.0.2.1',
      'localhost.evil.example',
      '127.0.0.1.evil.example',
      '[::2]',
      '0.0.0.0',
    ]) {
      assertProblem(await screen({ host }), 'key-demo-refused', host);
    }
  });

  it('refuses sk_demo where a proxy stands between', async () => {
    const forwarding = ['X-Forwarded-For', 'X-Forwarded-Host', 'X-Forwarded-Proto', 'Forwarded', 'Via', 'X-Real-IP'];
    for (const name of forwarding) assertProblem(await screen({ [name]: 'for=127.0.0.1' }), 'key-demo-refused');
    assert.equal(await gate.metric('sekisho_problems_total', { code: 'key-demo-refused' }), 7 + forwarding.length);
  });

  it('takes pk_demo from any origin of this machine, on any port, with either scheme', async () => {
    for (const origin of [
      'http://127.0.0.1',
      'http://127.0.0.1:3000',
      'https://localhost:8443',
      'http://[::1]:5173',
      'https://localhost',
    ]) {
      const reply = await send(server.url, '/v1/nonce?site=pk_demo', { headers: { origin } });
      assert.equal(reply.status, 200, origin);
      assert.equal(reply.headers['access-control-allow-origin'], origin);
    }
  });

  it('refuses pk_demo from anywhere else', async () => {
    const away = [
      'https://evil.example',
      'null',
      'http://localhost.evil.example',
      'http://127.0.0.1.evil.example',
      'http://localhost@evil.example',
      'ftp://localhost',
      'file://localhost',
      'http://localhost:3000/',
      'HTTP://localhost',
      'http://0.0.0.0:8080',
      'http://2130706433',
      'http://[::ffff:127.0.0.1]',
      'chrome-extension://localhost',
    ];
    for (const origin of away) {
      const reply = await send(server.url, '/v1/nonce?site=pk_demo', { headers: { origin } });
      assertProblem(reply, 'origin-not-listed', origin === 'null' ? undefined : origin);
      assert.equal(reply.headers['access-control-allow-origin'], undefined);
    }
  });

  it('shows sk_demo nothing of another site', async () => {
    const bank = await addSite(server, 'bank');
    const { id } = await bank.ask();
    assertProblem(await gate.get(`/v1/screenings/${id}`), 'screening-unknown');
  });

  it('is off once another site exists, at the next start', async () => {
    assert.equal((await send(server.url, '/demo/login')).status, 200);
    await server.stop({ keepData: true });
    server = await startServer({ dataFolder: server.dataFolder });
    assert.doesNotMatch(server.output.stdout, /demo bank/);
    await assertOff(server.url);
  });

  it('is on again where the operator says so', async () => {
    await server.stop({ keepData: true });
    server = await startServer({ dataFolder: server.dataFolder, env: { SEKISHO_DEMO: '1' } });
    assert.equal((await gateClient(server.url).search()).items.length > 0, true, 'with the same site as before');
  });
});

async function assertOff(url: string): Promise<void> {
  const gate = gateClient(url);
  assertProblem(await send(url, '/v1/nonce?site=pk_demo', { headers: { origin: url } }), 'site-unknown');
  assertProblem(await gate.sendQuestion(question()), 'key-unknown');
  assertProblem(await gate.get('/v1/screenings'), 'key-unknown');
  for (const path of ['/demo', '/demo/', '/demo/login', '/demo/bank.css'])
    assertProblem(await gate.get(path, {}), 'route-unknown');
}

describe('api: the demo switched off', () => {
  it('has neither its keys nor its pages', async () => {
    const environments = [{ SEKISHO_DEMO: '0' }, { NODE_ENV: 'production' }, { HOST: '0.0.0.0' }];
    const start = async (env: Record<string, string>): Promise<void> => {
      const server = await startServer({ env });
      try {
        await assertOff(`http://127.0.0.1:${portOf(server.url)}`);
      } finally {
        await server.stop();
      }
    };
    await Promise.all(environments.map(start));
  });
});
