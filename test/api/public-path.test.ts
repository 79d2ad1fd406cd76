import assert from 'node:assert/strict';
import { closing } from '../support/closing.ts';
import { assertProblem, type GateClient, gateClient, JSON_TYPE, question, send } from '../support/gate-client.ts';
import { personReport } from '../support/person-report.ts';
import { startServer } from '../support/server.ts';

describe('api: SEKISHO_PUBLIC_PATH', () => {
  const close = closing();
  let gate: GateClient;

  before(async () => {
    const server = await startServer({ env: { SEKISHO_PUBLIC_PATH: '/_s/gate/' } });
    close(() => server.stop());
    gate = gateClient(server.url);
  });

  const at = (path: string): string => `${gate.url}/_s/gate${path}`;

  it('serves agent, nonce and collect', async () => {
    assert.equal((await send(at(''), '/agent.js')).status, 200);
    const page = gateClient(at(''), { origin: gate.url });
    const token = await page.collect();
    assert.equal((await gate.ask({ token })).verdict, 'OK', 'its token holds at the main path');
    const preflight = await send(at(''), '/v1/collect?site=pk_demo', {
      method: 'OPTIONS',
      headers: { origin: gate.url },
    });
    assert.equal(preflight.status, 204);
  });

  it('serves nothing else', async () => {
    const paths = [
      '',
      '/',
      '/v1/screenings',
      '/v1/screenings/scr_1',
      '/v1/disclosure',
      '/metrics',
      '/health/live',
      '/health/ready',
      '/openapi.json',
      '/docs',
      '/demo/login',
      '/demo',
    ];
    for (const path of paths) assertProblem(await send(at(''), path, { headers: gate.bearer }), 'route-unknown');
    const screening = await send(at(''), '/v1/screenings', {
      method: 'POST',
      headers: { ...gate.bearer, ...JSON_TYPE },
      body: JSON.stringify(question()),
    });
    assertProblem(screening, 'route-unknown');
  });

  it('cannot be left by dots in the path', async () => {
    for (const path of ['/../metrics', '/%2e%2e/metrics', '/..%2fmetrics', '//metrics', '/v1/../../../metrics']) {
      assertProblem(await send(at(''), path), 'route-unknown');
    }
  });

  it('leaves the main paths as they are', async () => {
    const reply = await gate.sendReport({ ...personReport, nonce: await gate.nonce() });
    assert.equal(reply.status, 200);
    assert.equal((await gate.get('/metrics')).status, 200);
  });
});
