import assert from 'node:assert/strict';
import { closing } from '../support/closing.ts';
import { eventually } from '../support/eventually.ts';
import { addSite, assertProblem, type GateClient, HOLDS_WITHIN, send } from '../support/gate-client.ts';
import { personReport } from '../support/person-report.ts';
import { startServer, type TestServer } from '../support/server.ts';

const LISTED = 'https://bank.example';

describe('api: calls from pages of other origins', () => {
  const close = closing();
  let server: TestServer;
  let gate: GateClient;

  before(async () => {
    server = await startServer();
    close(() => server.stop());
    gate = await addSite(server, 'bank');
  });

  const preflight = (path: string, origin: string, site = gate.siteKey) =>
    send(server.url, `${path}?site=${site}`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' },
    });

  it('echoes exactly the origin that the site lists, with credentials', async () => {
    const reply = await gate.sendReport({ ...personReport, nonce: await gate.nonce() });
    assert.equal(reply.status, 200);
    assert.equal(reply.headers['access-control-allow-origin'], LISTED);
    assert.equal(reply.headers['access-control-allow-credentials'], 'true');
    assert.equal(reply.headers.vary, 'Origin');
    assert.equal(reply.headers['cache-control'], 'no-store');
  });

  it('lets a page read the refusals too: without, it could not renew an expired nonce', async () => {
    const reply = await gate.sendReport({ ...personReport, nonce: 'x' });
    assertProblem(reply, 'nonce-forged');
    assert.equal(reply.headers['access-control-allow-origin'], LISTED);
  });

  it('answers the preflight of a listed origin', async () => {
    for (const path of ['/v1/collect', '/v1/nonce']) {
      const { status, headers, text } = await preflight(path, LISTED);
      assert.deepEqual([status, text], [204, '']);
      assert.equal(headers['access-control-allow-origin'], LISTED);
      assert.equal(headers['access-control-allow-credentials'], 'true');
      assert.match(headers['access-control-allow-methods'] ?? '', /POST/);
      assert.match(headers['access-control-allow-headers'] ?? '', /content-type/);
      assert.match(headers.vary ?? '', /Origin/);
    }
  });

  it('refuses origins that the site does not list, in the preflight and in the call', async () => {
    const refused = () => gate.metric('sekisho_problems_total', { code: 'origin-not-listed' });
    const before = await refused().catch(() => 0);
    const away = [
      'https://evil.example',
      'http://bank.example',
      'https://bank.example:444',
      'https://www.bank.example',
      'https://bank.example.evil.example',
      'HTTPS://BANK.EXAMPLE',
      `${LISTED}/`,
      'null',
      server.url,
    ];
    for (const origin of away) {
      const canary = origin === 'null' ? undefined : origin;
      const report = { ...personReport, nonce: await gate.nonce() };
      for (const reply of [await preflight('/v1/collect', origin), await gate.sendReport(report, { origin })]) {
        assertProblem(reply, 'origin-not-listed', canary);
        assert.equal(reply.headers['access-control-allow-origin'], undefined);
      }
      assert.equal((await gate.sendReport(report)).status, 200, 'its nonce was not spent');
    }
    assert.equal(await refused(), before + away.length * 2);
  });

  it('refuses the preflight of a site that is none', async () => {
    assertProblem(await preflight('/v1/collect', LISTED, 'pk_none'), 'site-unknown');
  });

  it('opens the calls of backends to no page', async () => {
    const reply = await send(server.url, '/v1/screenings', { method: 'OPTIONS', headers: { origin: LISTED } });
    assertProblem(reply, 'method-not-allowed');
    const read = await gate.get('/v1/screenings', { ...gate.bearer, origin: LISTED });
    assert.equal(read.headers['access-control-allow-origin'], undefined);
  });

  it('follows a changed list within a second', async () => {
    await server.cli('sites', 'origins', 'bank', '--origin', 'https://new.example', '--origin', LISTED);
    const isListed = async () => (await preflight('/v1/collect', 'https://new.example')).status === 204;
    await eventually('the new origin is listed', isListed, HOLDS_WITHIN);
    assert.equal((await preflight('/v1/collect', LISTED)).status, 204);
  });

  it('lists no origin that is more, or less, than one', async () => {
    const none = [
      'bank.example',
      'https://bank.example/',
      'https://bank.example/login',
      'https://*.bank.example/',
      'null',
    ];
    const add = (origin: string) => server.cli('sites', 'add', 'bad', '--origin', origin);
    await Promise.all(none.map(origin => assert.rejects(add(origin), /is not an origin/)));
    await assert.rejects(server.cli('sites', 'add', 'bad'), /Name the site's origins/);
  });
});
