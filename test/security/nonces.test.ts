import assert from 'node:assert/strict';
import { laidOut } from '../../server/core/layout-problem.ts';
import { closing } from '../support/closing.ts';
import { addSite, assertProblem, type GateClient, gateClient, metricIn } from '../support/gate-client.ts';
import { personReport } from '../support/person-report.ts';
import { startServer } from '../support/server.ts';

describe('security: nonces', () => {
  const close = closing();
  let gate: GateClient;
  let other: GateClient;

  before(async () => {
    const server = await startServer();
    close(() => server.stop());
    gate = gateClient(server.url);
    other = await addSite(server, 'other');
  });

  const post = (nonce: unknown, at: GateClient = gate) => at.sendReport({ ...personReport, nonce });

  it('takes each nonce once', async () => {
    const nonce = await gate.nonce();
    assert.equal((await post(nonce)).status, 200);
    assertProblem(await post(nonce), 'nonce-used', nonce);
    const two = await gate.nonce();
    const replies = await Promise.all([1, 2, 3, 4].map(() => post(two)));
    assert.deepEqual(
      replies.map(it => it.status).sort(),
      [200, 409, 409, 409],
      'of reports sent at once, one is taken',
    );
  });

  it('keeps a nonce that came with a bad report for the good one', async () => {
    const nonce = await gate.nonce();
    assertProblem(await gate.sendReport({ ...personReport, nonce, v: 9 }), 'fields-invalid');
    assert.equal((await post(nonce)).status, 200);
  });

  it('refuses a nonce that was made up or altered', async () => {
    const nonce = await gate.nonce();
    const bytes = Buffer.from(nonce, 'base64url');
    for (let i = 0; i < bytes.length; i++) {
      const altered = Buffer.from(bytes);
      altered[i] = (altered[i] ?? 0) ^ 1;
      assertProblem(await post(altered.toString('base64url')), 'nonce-forged');
    }
    for (const madeUp of ['x', 'AAAA', `${nonce}A`, nonce.slice(0, -1), `${nonce}=`, '0'.repeat(200)]) {
      assertProblem(await post(madeUp), 'nonce-forged', madeUp.length > 1 ? madeUp : undefined);
    }
    assert.equal((await post(nonce)).status, 200, 'the true one still holds');
  });

  it('refuses a token, a cookie or an API key in the place of a nonce', async () => {
    const token = await gate.collect();
    assertProblem(await post(token), 'nonce-forged', token);
    assertProblem(await post('sk_demo'), 'nonce-forged', 'sk_demo');
  });

  it('refuses a nonce of another site', async () => {
    assertProblem(await post(await other.nonce()), 'nonce-other-site');
    assertProblem(await post(await gate.nonce(), other), 'nonce-other-site');
  });

  it('takes a report of an earlier or later agent: drops what it does not know and counts it', async () => {
    const dropped = await gate.metric('sekisho_signals_dropped_total');
    const signals = { ...personReport.signals, batteryLevel: 0.5, ambientLight: { lux: ['a'] }, constructor: 1 };
    const nonce = await gate.nonce();
    const reply = await gate.sendReport({
      ...personReport,
      nonce,
      layout: [...laidOut(nonce)],
      signals,
      streams: { gyro: [1, 2] },
      gait: { steps: 3 },
    });
    assert.equal(reply.status, 200, reply.text);
    const { text } = await gate.get('/metrics');
    assert.equal(metricIn(text, 'sekisho_signals_dropped_total'), dropped + 4);
    assert.ok(!text.includes('batteryLevel'), 'no label holds what was sent');
    const { token } = JSON.parse(reply.text);
    assert.equal((await gate.ask({ token })).verdict, 'OK');
  });

  it('gives no two nonces alike', async () => {
    const many = await Promise.all(Array.from({ length: 50 }, () => gate.nonce()));
    assert.equal(new Set(many).size, many.length);
  });
});
