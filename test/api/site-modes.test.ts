import assert from 'node:assert/strict';
import type { ScreeningAnswer } from '../../shared/wire/screening.ts';
import { closing } from '../support/closing.ts';
import { addSite, assertProblem, codesOf, type GateClient } from '../support/gate-client.ts';
import { personReport } from '../support/person-report.ts';
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
    gate.ask({ token: await gate.field({ signals: { webdriver: true } }), account: { id: account } });
  const sites = (...args: string[]) => server.cli('sites', ...args);

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

  it('enforces once it is told to, at once', async () => {
    assert.match(await sites('mode', 'bank', 'enforce'), / enforce /);
    const answer = await tool('enforced');
    assert.deepEqual([answer.verdict, answer.wouldBe, answer.mode], ['NG', 'NG', 'enforce']);
  });

  it('enforces a share of the accounts, each always the same way', async () => {
    await sites('mode', 'bank', 'enforce', '--share', '0.5');
    const modeOf = async (i: number) => (await gate.ask({ account: { id: `shared-${i}` } })).mode;
    const accounts = Array.from({ length: 60 }, (_, i) => i);
    const first = await Promise.all(accounts.map(modeOf));
    const enforced = first.filter(it => it === 'enforce').length;
    assert.ok(enforced > 12 && enforced < 48, `${enforced} of 60`);
    assert.deepEqual(await Promise.all(accounts.map(modeOf)), first);
    await sites('mode', 'bank', 'enforce', '--share', '0.9');
    const wider = await Promise.all(accounts.map(modeOf));
    for (const i of accounts) if (first[i] === 'enforce') assert.equal(wider[i], 'enforce', 'who was in stays in');
    await assert.rejects(sites('mode', 'bank', 'enforce', '--share', '0'), /above 0/);
    await assert.rejects(sites('mode', 'bank', 'perhaps'), /observe or enforce/);
    await sites('mode', 'bank', 'enforce');
  });

  it('takes no report and expects no token while the agent is off', async () => {
    const nonce = await gate.nonce();
    assert.match(await sites('agent', 'bank', 'off'), /agent off/);
    assertProblem(await gate.sendReport({ ...personReport, nonce }), 'agent-off');
    const refused = await gate.get(`/v1/nonce?site=${gate.siteKey}`, {});
    assertProblem(refused, 'agent-off');
    const answer = await gate.ask({ account: { id: 'no-agent' } });
    assert.deepEqual([answer.verdict, codesOf(answer)], ['OK', ['first-access']]);
    await sites('agent', 'bank', 'on');
    assert.deepEqual(codesOf(await gate.ask({ account: { id: 'agent' } }))[0], 'no-token');
    assert.equal((await gate.sendReport({ ...personReport, nonce })).status, 200);
  });

  it('leaves a detector out that is switched off', async () => {
    assert.match(await sites('detector', 'bank', 'webdriver', 'off'), /detectors off: webdriver/);
    const answer = await tool('detector-off');
    assert.deepEqual([answer.verdict, codesOf(answer)], ['OK', ['first-access']]);
    await sites('detector', 'bank', 'webdriver', 'on');
    assert.equal((await tool('detector-on')).verdict, 'NG');
    await assert.rejects(sites('detector', 'bank', 'mind-reader', 'off'), /no detector mind-reader/);
  });

  it('names a site once, and says which there are', async () => {
    await assert.rejects(sites('add', 'bank', '--origin', 'https://b.example'), /a site bank already/);
    await assert.rejects(sites('mode', 'nobody', 'enforce'), /no site nobody/);
    const all = (await sites()).trim().split('\n');
    assert.deepEqual(
      all.map(it => it.split(/ +/)[0]),
      ['demo', 'bank'],
    );
  });
});
