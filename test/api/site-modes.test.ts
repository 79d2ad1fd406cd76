import assert from 'node:assert/strict';
import type { ScreeningAnswer } from '../../shared/wire/screening.ts';
import { closing } from '../support/closing.ts';
import { eventually } from '../support/eventually.ts';
import { addSite, assertProblem, codesOf, type GateClient, HOLDS_WITHIN, send } from '../support/gate-client.ts';
import { personReport, personSignals } from '../support/person-report.ts';
import { startServer, type TestServer } from '../support/server.ts';

describe('api: what an operator switches, without a restart', () => {
  const close = closing();
  let server: TestServer;
  let gate: GateClient;

  before(async () => {
    server = await startServer();
    close(() => server.stop());
    gate = await addSite(server, 'bank');
  });

  const tool = async (account: string): Promise<ScreeningAnswer> =>
    gate.ask({ token: await gate.field({ signals: { ...personSignals, webdriver: true } }), account: { id: account } });
  const sites = (...args: string[]) => server.cli('sites', ...args);
  const holds = (what: string, probe: () => Promise<boolean>) => eventually(what, probe, HOLDS_WITHIN);
  const modeOf = async (id: string) => (await gate.ask({ account: { id } })).mode;

  it('observes on a new site: the answer is OK, and says what it would be', async () => {
    const answer = await tool('observed');
    assert.deepEqual([answer.verdict, answer.wouldBe, answer.mode], ['OK', 'NG', 'observe']);
    assert.deepEqual([answer.bot.verdict, answer.stepUp], ['bot', null], 'the bot verdict is true in any mode');
    assert.ok(answer.score > 90 && codesOf(answer).includes('webdriver'));
    assert.equal((await gate.search({ verdict: 'OK' })).items.length, 1);
    assert.ok((await gate.metric('sekisho_screenings_total', { verdict: 'NG', mode: 'observe' })) === 1);
  });

  it('observes the least grade of an action, too', async () => {
    const answer = await gate.ask({ action: 'transfer', token: await gate.field(), account: { id: 'mover' } });
    assert.deepEqual([answer.verdict, answer.wouldBe, answer.stepUp], ['OK', 'REVIEW', null]);
  });

  it('enforces once it is told to, within a second', async () => {
    assert.match(await sites('mode', 'bank', 'enforce'), / enforce /);
    await holds('it enforces', async () => (await modeOf('watcher')) === 'enforce');
    const answer = await tool('enforced');
    assert.deepEqual([answer.verdict, answer.wouldBe, answer.mode], ['NG', 'NG', 'enforce']);
  });

  it('enforces a share of the accounts, each always the same way', async () => {
    const accounts = Array.from({ length: 60 }, (_, i) => i);
    const modes = () => Promise.all(accounts.map(i => modeOf(`shared-${i}`)));
    const observed = async () => (await modes()).filter(it => it === 'observe').length;
    await sites('mode', 'bank', 'enforce', '--share', '0.5');
    await holds('some are observed', async () => (await observed()) > 0);
    const first = await modes();
    const enforced = first.filter(it => it === 'enforce').length;
    assert.ok(enforced > 12 && enforced < 48, `${enforced} of 60`);
    assert.deepEqual(await modes(), first);
    const before = await observed();
    await sites('mode', 'bank', 'enforce', '--share', '0.9');
    await holds('fewer are observed', async () => (await observed()) < before);
    const wider = await modes();
    for (const i of accounts) if (first[i] === 'enforce') assert.equal(wider[i], 'enforce', 'who was in stays in');
    await assert.rejects(sites('mode', 'bank', 'enforce', '--share', '0'), /above 0/);
    await assert.rejects(sites('mode', 'bank', 'perhaps'), /observe or enforce/);
    await sites('mode', 'bank', 'enforce');
  });

  it('says with the nonce how far the agent may look', async () => {
    const level = async (headers: Record<string, string> = {}) => {
      const { text } = await send(gate.url, `/v1/nonce?site=${gate.siteKey}`, { headers });
      return JSON.parse(text).fingerprint;
    };
    const GPC = { 'sec-gpc': '1' };
    assert.deepEqual([await level(), await level(GPC)], ['full', 'light'], 'Sec-GPC is honoured from the first day');
    assert.match(await sites('gpc', 'bank', 'ignore'), /Sec-GPC ignored/);
    await holds('Sec-GPC is ignored', async () => (await level(GPC)) === 'full');
    assert.match(await sites('fingerprint', 'bank', 'light'), /fingerprint light/);
    await holds('it looks lightly', async () => (await level()) === 'light');
    await sites('fingerprint', 'bank', 'full');
    await sites('gpc', 'bank', 'honour');
    await holds('it looks as far as it can', async () => (await level()) === 'full');
    await assert.rejects(sites('fingerprint', 'bank', 'some'), /full or light/);
    await assert.rejects(sites('gpc', 'bank', 'perhaps'), /honour or ignore/);
  });

  it('takes no report and expects no token while the agent is off', async () => {
    const nonce = await gate.nonce();
    assert.match(await sites('agent', 'bank', 'off'), /agent off/);
    const isOff = async () => (await gate.get(`/v1/nonce?site=${gate.siteKey}`, {})).status === 403;
    await holds('the agent is off', isOff);
    assertProblem(await gate.sendReport({ ...personReport, nonce }), 'agent-off');
    const refused = await gate.get(`/v1/nonce?site=${gate.siteKey}`, {});
    assertProblem(refused, 'agent-off');
    assertProblem(await gate.get(`/v1/nonce?site=${gate.siteKey}&v=0`, {}), 'agent-off');
    const answer = await gate.ask({ account: { id: 'no-agent' } });
    assert.deepEqual([answer.verdict, codesOf(answer)], ['OK', ['first-access']]);
    await sites('agent', 'bank', 'on');
    await holds('the agent is on', async () => !(await isOff()));
    assert.deepEqual(codesOf(await gate.ask({ account: { id: 'agent' } }))[0], 'no-token');
    assert.equal((await gate.sendReport({ ...personReport, nonce })).status, 200);
  });

  it('leaves a detector out that is switched off', async () => {
    assert.match(await sites('detector', 'bank', 'webdriver', 'off'), /detectors off: webdriver/);
    await holds('the detector is silent', async () => !codesOf(await tool('watcher')).includes('webdriver'));
    const answer = await tool('detector-off');
    assert.deepEqual([answer.verdict, codesOf(answer)], ['OK', ['first-access']]);
    await sites('detector', 'bank', 'webdriver', 'on');
    await holds('the detector speaks', async () => (await tool('detector-on')).verdict === 'NG');
    await assert.rejects(sites('detector', 'bank', 'mind-reader', 'off'), /no detector mind-reader/);
  });

  it('says what is answered while the state is away, and takes no OK where money moves', async () => {
    assert.match(await sites('failover', 'bank', 'login', 'OK'), /while the state is away: login OK/);
    assert.match(await sites('failover', 'bank', 'transfer', 'NG'), /away: login OK, transfer NG/);
    assert.doesNotMatch(await sites('failover', 'bank', 'login', 'policy'), /login/);
    await assert.rejects(sites('failover', 'bank', 'transfer', 'OK'), /transfer must not be OK/);
    await assert.rejects(sites('failover', 'bank', 'dance', 'OK'), /The actions are login, /);
    await assert.rejects(sites('failover', 'bank', 'login', 'ok'), /Say OK, REVIEW, NG or policy/);
    assert.match(await sites(), /away: transfer NG/, 'what was refused changed nothing');
  });

  it('lists a site’s keys by their references, and refuses within a second one that is revoked', async () => {
    const keys = (...args: string[]) => server.cli('keys', ...args);
    const second = (await keys('bank', '--scope', 'read')).trim();
    const listed = (await keys('list', 'bank')).trim().split('\n');
    assert.deepEqual(
      listed.map(it => it.split(/ +/)[2]),
      ['screen,outcome,read', 'read'],
    );
    const [reference = '', made = ''] = listed[1]?.split(/ +/) ?? [];
    assert.ok(Math.abs(Date.parse(made) - Date.now()) < 60_000, made);
    assert.ok(!listed.join().includes(second), 'no key is shown twice');
    const asked = () => gate.get('/v1/screenings', { authorization: `Bearer ${second}` });
    await holds('the key is taken', async () => (await asked()).status === 200);
    await keys('revoke', 'bank', reference);
    await holds('the key is refused', async () => (await asked()).status === 401);
    assertProblem(await asked(), 'key-unknown');
    assert.equal((await gate.get('/v1/screenings')).status, 200, 'the other key goes on');
    assert.equal((await keys('list', 'bank')).trim().split('\n').length, 1);
    await assert.rejects(keys('revoke', 'bank', reference), /no key/);
    await assert.rejects(keys('revoke', 'bank'), /Name the key/);
    await assert.rejects(keys('list', 'demo'), /no site demo/);
  }).timeout(30_000);

  it('names a site once, and says which there are', async () => {
    await assert.rejects(sites('add', 'bank', '--origin', 'https://b.example'), /a site bank already/);
    await assert.rejects(sites('mode', 'nobody', 'enforce'), /no site nobody/);
    const all = (await sites()).trim().split('\n');
    assert.deepEqual(
      all.map(it => it.split(/ +/)[0]).filter(it => it !== ''),
      ['demo', 'bank'],
    );
  });
});
