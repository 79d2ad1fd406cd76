import assert from 'node:assert/strict';
import { WIRE_VERSION } from '../../shared/constants.ts';
import { closing } from '../support/closing.ts';
import { assertProblem, codesOf, type GateClient, gateClient, JSON_TYPE, send } from '../support/gate-client.ts';
import { personReport } from '../support/person-report.ts';
import { startServer } from '../support/server.ts';

describe('api: an agent of another version', () => {
  const close = closing();
  let gate: GateClient;

  before(async () => {
    const server = await startServer();
    close(() => server.stop());
    gate = gateClient(server.url);
  });

  const ask = (version: string) => send(gate.url, `/v1/nonce?site=${gate.siteKey}&v=${version}`);

  it('is served where it speaks the version of the gate, or is too old to say one', async () => {
    for (const version of [`&v=${WIRE_VERSION}`, ''])
      assert.equal((await send(gate.url, `/v1/nonce?site=${gate.siteKey}${version}`)).status, 200);
  });

  it('is told which of the two is behind, before it collects anything, and is counted', async () => {
    assertProblem(await ask(String(WIRE_VERSION - 1)), 'agent-too-old');
    assertProblem(await ask(String(WIRE_VERSION + 1)), 'agent-too-new');
    for (const nonsense of ['x', '1.5', '-1', '', '1&v=1'])
      assert.equal((await ask(nonsense)).status, 400, `"${nonsense}" is no version`);
    assert.equal(await gate.metric('sekisho_problems_total', { code: 'agent-too-new' }), 2);
    assert.ok((await gate.metric('sekisho_problems_total', { code: 'agent-too-old' })) >= 1);
  });

  it('is told the same when it posts a report, whatever is in it', async () => {
    const refused = await send(gate.url, `/v1/collect?site=${gate.siteKey}&v=${WIRE_VERSION + 1}`, {
      method: 'POST',
      headers: { ...JSON_TYPE, origin: gate.url },
      body: JSON.stringify({ v: WIRE_VERSION + 1, of: 'the future' }),
    });
    assertProblem(refused, 'agent-too-new');
  });

  it('may be read by pages of other origins that the site lists', async () => {
    const { headers } = await send(gate.url, `/v1/nonce?site=${gate.siteKey}&v=9`, {
      headers: { origin: 'http://localhost:3000' },
    });
    assert.equal(headers['access-control-allow-origin'], 'http://localhost:3000');
  });

  it('costs its login a step-up, no more: what its form carries counts as no token', async () => {
    const report = { ...personReport, v: WIRE_VERSION + 1 };
    const field = `~${Buffer.from(JSON.stringify(report)).toString('base64url')}`;
    const answer = await gate.ask({ token: field, account: { id: 'behind@example.com' } });
    assert.equal(answer.verdict, 'REVIEW');
    assert.deepEqual(
      codesOf(answer).filter(code => code !== 'first-access'),
      ['token-unattested'],
    );
  });
});
