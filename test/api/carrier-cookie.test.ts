import assert from 'node:assert/strict';
import type { OutgoingHttpHeaders } from 'node:http';
import { closing } from '../support/closing.ts';
import { addSite, assertProblem, type GateClient, gateClient } from '../support/gate-client.ts';
import { personReport } from '../support/person-report.ts';
import { startServer } from '../support/server.ts';

type Cookie = { readonly value: string; readonly attributes: readonly string[] };

describe('api: the carrier cookie', () => {
  const close = closing();
  let gate: GateClient;
  let other: GateClient;

  before(async () => {
    const server = await startServer();
    close(() => server.stop());
    gate = gateClient(server.url);
    other = await addSite(server, 'other');
  });

  async function visit(headers: OutgoingHttpHeaders = {}, at = gate): Promise<Cookie> {
    const reply = await at.sendReport({ ...personReport, nonce: await at.nonce() }, headers);
    assert.equal(reply.status, 200, reply.text);
    const [cookie = '', ...more] = reply.headers['set-cookie'] ?? [];
    assert.deepEqual(more, [], 'one cookie');
    const [pair = '', ...attributes] = cookie.split('; ');
    const [, value = ''] = /^__Host-sekisho=([\w-]+)$/.exec(pair) ?? [];
    assert.notEqual(value, '', cookie);
    return { value, attributes };
  }
  const carrying = (value: string): OutgoingHttpHeaders => ({ cookie: `a=1; __Host-sekisho=${value}; b=2` });
  const MONTHS_13_S = 34_560_000;
  const common = ['Path=/', `Max-Age=${MONTHS_13_S}`, 'Secure', 'HttpOnly'];

  it('is the host’s own, secure, out of the script’s reach and Lax for the page’s own origin', async () => {
    for (const site of ['same-origin', 'none', undefined]) {
      const { attributes } = await visit(site === undefined ? {} : { 'sec-fetch-site': site });
      assert.deepEqual(attributes, [...common, 'SameSite=Lax']);
    }
  });

  it('is partitioned for pages of other sites', async () => {
    for (const site of ['cross-site', 'same-site']) {
      const { attributes } = await visit({ 'sec-fetch-site': site });
      assert.deepEqual(attributes, [...common, 'SameSite=None', 'Partitioned']);
    }
  });

  it('stays the same when it comes back', async () => {
    const { value } = await visit();
    assert.equal((await visit(carrying(value))).value, value);
    assert.notEqual((await visit()).value, value, 'another browser has another');
  });

  it('is replaced where it was altered, made up or made for another site', async () => {
    const { value } = await visit();
    const altered = value.slice(0, -1) + (value.endsWith('A') ? 'B' : 'A');
    const foreign = (await visit({}, other)).value;
    const token = await gate.collect();
    for (const bad of [altered, 'x', '', foreign, token, `${value}A`, 'x'.repeat(4000)]) {
      const next = await visit(carrying(bad));
      assert.ok(next.value !== bad && next.value !== value);
      assert.equal((await visit(carrying(next.value))).value, next.value);
    }
  });

  it('is not set by a refusal, nor by anything but collect', async () => {
    const refused = await gate.sendReport({ ...personReport, nonce: 'x' });
    assertProblem(refused, 'nonce-forged');
    const replies = [
      refused,
      await gate.get('/v1/nonce?site=pk_demo'),
      await gate.get('/agent.js'),
      await gate.get('/v1/screenings'),
    ];
    for (const { headers } of replies) assert.equal(headers['set-cookie'], undefined);
  });
});
