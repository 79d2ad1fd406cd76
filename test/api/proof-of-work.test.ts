import assert from 'node:assert/strict';
import { nonceReplySchema } from '../../shared/wire/report.ts';
import { closing } from '../support/closing.ts';
import { eventually } from '../support/eventually.ts';
import { addSite, assertProblem, codesOf, type GateClient, HOLDS_WITHIN, send } from '../support/gate-client.ts';
import { ownHand } from '../support/own-hand.ts';
import { personReport, personStreams } from '../support/person-report.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { solvedWork } from '../support/solved-work.ts';

const BASE = 4;

describe('api: the work that a site asks for', () => {
  const close = closing();
  let server: TestServer;
  let bank: GateClient;
  let shop: GateClient;
  let count = 0;

  before(async () => {
    server = await startServer();
    close(() => server.stop());
    bank = await addSite(server, 'bank', { mode: 'enforce' });
    shop = await addSite(server, 'shop', { mode: 'enforce' });
    for (const name of ['bank', 'shop']) await server.cli('sites', 'work', name, 'on', String(BASE));
    await eventually(
      'both ask',
      async () => (await asked(bank)).workBits && (await asked(shop)).workBits,
      HOLDS_WITHIN,
    );
  });

  const asked = async (gate: GateClient) =>
    nonceReplySchema.parse(JSON.parse((await send(gate.url, `/v1/nonce?site=${gate.siteKey}`)).text));
  const verdictOf = async (gate: GateClient, token: string, work: readonly number[] | undefined) => {
    const id = `someone-${count++}`;
    const streams = ownHand(personStreams, id);
    const summary = Buffer.from(JSON.stringify({ v: 1, streams, work })).toString('base64url');
    const answer = await gate.ask({ token: `${token}~${summary}`, account: { id } });
    return [answer.verdict, ...codesOf(answer).filter(it => it.startsWith('work-'))].join(' ');
  };
  const solvedVisit = async (work: (nonce: string, bits: number) => readonly number[] | undefined) => {
    const { nonce, workBits = 0 } = await asked(bank);
    return verdictOf(bank, await bank.collect({ nonce }), work(nonce, workBits));
  };

  it('is none before it is switched on, and says so', async () => {
    const plain = await addSite(server, 'plain', { mode: 'enforce' });
    assert.equal((await asked(plain)).workBits, undefined);
    assert.match(await server.cli('sites', 'work', 'plain', 'on'), /work on, base 7/);
    await eventually('it asks', async () => (await asked(plain)).workBits === 7, HOLDS_WITHIN);
    assert.doesNotMatch(await server.cli('sites', 'work', 'plain', 'off'), /work on/);
    await eventually('it asks no more', async () => (await asked(plain)).workBits === undefined, HOLDS_WITHIN);
    await assert.rejects(server.cli('sites', 'work', 'plain', 'on', '3'), /from 4 to 12/);
    await assert.rejects(server.cli('sites', 'work', 'plain', 'perhaps'), /on or off/);
  });

  it('serves the worker beside the agent', async () => {
    const { status, headers, text } = await send(server.url, '/agent-work.js');
    assert.deepEqual([status, headers['content-type']], [200, 'text/javascript; charset=utf-8']);
    assert.ok(text.length < 2000 && text.includes('SHA-256'));
  });

  it('lets pass who did it, and who did not come to it', async () => {
    assert.equal(await solvedVisit(solvedWork), 'OK');
    assert.equal(await solvedVisit(() => undefined), 'OK work-absent');
  });

  it('is as hard as the nonce’s MAC says, whatever the page makes of it', async () => {
    const { nonce } = await asked(bank);
    const text = Buffer.from(nonce, 'base64url');
    const dot = text.lastIndexOf('.');
    assert.equal(text.subarray(dot + 1).toString(), String(BASE));
    const eased = Buffer.concat([text.subarray(0, dot + 1), Buffer.from('0')]).toString('base64url');
    assertProblem(await bank.sendReport({ ...personReport, nonce: eased }), 'nonce-forged');
    const without = text.subarray(0, dot).toString('base64url');
    assertProblem(await bank.sendReport({ ...personReport, nonce: without }), 'nonce-forged');
    assert.equal(await solvedVisit(it => solvedWork(it, 0)), 'REVIEW work-wrong');
  });

  it('is good for one visit of one site', async () => {
    const first = await asked(bank);
    const work = solvedWork(first.nonce, BASE);
    assert.equal(await verdictOf(bank, await bank.collect({ nonce: first.nonce }), work), 'OK');
    assertProblem(await bank.sendReport({ ...personReport, nonce: first.nonce }), 'nonce-used');
    assert.equal(await verdictOf(bank, await bank.collect(), work), 'REVIEW work-wrong');
    const other = await asked(shop);
    assertProblem(await bank.sendReport({ ...personReport, nonce: other.nonce }), 'nonce-other-site');
    assert.equal(await verdictOf(bank, await bank.collect(), solvedWork(other.nonce, BASE)), 'REVIEW work-wrong');
  });

  it('is more for a network that asks a great deal', async () => {
    let most = 0;
    for (let n = 0; n < 110 && most <= BASE; n++) most = Math.max(most, (await asked(shop)).workBits ?? 0);
    assert.equal(most, BASE + 1);
  });
});
