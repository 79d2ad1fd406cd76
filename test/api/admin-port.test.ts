import assert from 'node:assert/strict';
import { closing } from '../support/closing.ts';
import { assertProblem, type GateClient, gateClient, JSON_TYPE, question, send } from '../support/gate-client.ts';
import { startServer, type TestServer } from '../support/server.ts';

describe('api: SEKISHO_ADMIN_PORT', () => {
  const close = closing();
  let server: TestServer;
  let gate: GateClient;
  let adminUrl: string;

  before(async () => {
    server = await startServer({ env: { SEKISHO_ADMIN_PORT: '0', SEKISHO_PUBLIC_PATH: '/s' } });
    close(() => server.stop());
    adminUrl = server.adminUrl ?? '';
    gate = gateClient(server.url, { adminUrl });
  });

  it('moves metrics and reads to the admin listener', async () => {
    const { id } = await gate.ask({ token: await gate.field() });
    assert.equal((await gate.read(id)).id, id);
    assert.equal((await gate.search()).items.length, 1);
    assert.ok((await gate.metric('sekisho_screenings_total')) > 0);
    assertProblem(await send(server.url, '/metrics'), 'route-unknown');
    assertProblem(await send(server.url, `/v1/screenings/${id}`, { headers: gate.bearer }), 'route-unknown');
    const listed = await send(server.url, '/v1/screenings', { headers: gate.bearer });
    assertProblem(listed, 'method-not-allowed');
    assert.equal(listed.headers.allow, 'POST');
  });

  it('keeps pages’ and backends’ calls on the main listener', async () => {
    const { id } = await gate.ask();
    const post = { method: 'POST', headers: { ...gate.bearer, ...JSON_TYPE }, body: JSON.stringify(question()) };
    assertProblem(await send(adminUrl, '/v1/screenings', post), 'method-not-allowed');
    assertProblem(await send(adminUrl, `/v1/screenings/${id}/outcome`, { ...post, method: 'PUT' }), 'route-unknown');
    for (const path of [
      '/v1/nonce?site=pk_demo',
      '/v1/disclosure',
      '/agent.js',
      '/s/agent.js',
      '/s/v1/nonce?site=pk_demo',
      '/demo/login',
    ]) {
      assertProblem(await send(adminUrl, path), 'route-unknown');
    }
    assert.equal((await gate.outcome(id, { result: 'legit' })).outcome?.result, 'legit');
  });

  it('answers health on both', async () => {
    for (const url of [server.url, adminUrl]) {
      for (const [path, body] of [
        ['/health/live', { status: 'ok' }],
        ['/health/ready', { status: 'ok', records: 'ok' }],
      ] as const) {
        const { status, text } = await send(url, path);
        assert.deepEqual([status, JSON.parse(text)], [200, body]);
      }
    }
  });

  it('documents on each listener what it has', async () => {
    const pathsOf = async (url: string): Promise<string[]> => {
      const { paths } = JSON.parse((await send(url, '/openapi.json')).text);
      return Object.entries<object>(paths).flatMap(([path, methods]) =>
        Object.keys(methods).map(it => `${it} ${path}`),
      );
    };
    const health = ['get /health/live', 'get /health/ready'];
    assert.deepEqual((await pathsOf(adminUrl)).sort(), [
      'delete /v1/accounts/{ref}/data',
      'delete /v1/lists/entries/{entry}',
      'delete /v1/programs/{name}',
      ...health,
      'get /metrics',
      'get /v1/accounts/{ref}/data',
      'get /v1/accounts/{ref}/devices',
      'get /v1/accounts/{ref}/timeline',
      'get /v1/addresses',
      'get /v1/campaigns',
      'get /v1/campaigns/{campaign}',
      'get /v1/devices/shared',
      'get /v1/lists/csv',
      'get /v1/lists/entries',
      'get /v1/lists/entries/{entry}',
      'get /v1/programs',
      'get /v1/screenings',
      'get /v1/screenings/{id}',
      'patch /v1/devices/{id}',
      'patch /v1/lists/entries/{entry}',
      'post /v1/lists/csv',
      'post /v1/lists/entries',
      'post /v1/programs',
      'put /v1/campaigns/{campaign}/switch',
    ]);
    const main = [
      'get /v1/disclosure',
      'get /v1/nonce',
      'post /v1/collect',
      'post /v1/screenings',
      'post /v1/screenings/{id}/notice',
      'put /v1/screenings/{id}/outcome',
      'put /v1/screenings/{id}/owner-answer',
    ];
    assert.deepEqual((await pathsOf(server.url)).sort(), [...health, ...main]);
  });
});
