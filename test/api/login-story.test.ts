import assert from 'node:assert/strict';
import { closing } from '../support/closing.ts';
import { codesOf, type GateClient, gateClient } from '../support/gate-client.ts';
import { personSignals, tokenField, unattestedField } from '../support/person-report.ts';
import { startServer } from '../support/server.ts';

describe('api: one login, from the nonce to its outcome', () => {
  const close = closing();
  let gate: GateClient;

  before(async () => {
    const server = await startServer();
    close(() => server.stop());
    gate = gateClient(server.url);
  });

  it('lets a person through, keeps the record, and takes what happened afterwards', async () => {
    const token = await gate.collect({ session: 'visit-1' });
    const answer = await gate.ask({ token: tokenField(token), session: 'visit-1', origin: gate.url });
    assert.equal(answer.verdict, 'OK');
    assert.equal(answer.mode, 'enforce');
    assert.equal(answer.wouldBe, 'OK');
    assert.equal(answer.bot.verdict, 'human');
    assert.equal(answer.bot.kind, null);
    assert.deepEqual(codesOf(answer), ['first-access']);
    assert.equal(answer.counterfactual, null);
    assert.equal(answer.stepUp, null);
    assert.match(answer.account?.ref ?? '', /^acc_/);
    assert.deepEqual([answer.lock?.state, answer.device?.id, answer.device?.by], ['open', null, 'none']);

    const view = await gate.read(answer.id);
    const { createdAt, domain, action, phase, channel, outcome, outcomes, ...same } = view;
    assert.deepEqual(same, answer);
    assert.deepEqual(
      [domain, action, phase, channel, outcome, outcomes],
      ['access', 'login', 'succeeded', 'web', null, []],
    );
    assert.ok(Math.abs(Date.parse(createdAt) - Date.now()) < 60_000);
    assert.match(createdAt, /Z$/);

    const { items, next } = await gate.search();
    assert.deepEqual([items, next], [[view], null]);

    const after = await gate.outcome(answer.id, { result: 'legit', source: 'call-centre', comment: 'called back' });
    assert.ok(after.outcome !== null);
    const { at, result, source, comment, grade, confidence, teaches } = after.outcome;
    assert.deepEqual([result, source, comment, grade], ['legit', 'call-centre', 'called back', null]);
    assert.deepEqual([confidence, teaches], [0.9, true]);
    assert.ok(Date.parse(at) >= Date.parse(createdAt));
    assert.deepEqual(await gate.read(answer.id), after);
  });

  it('stops a tool that says it is one, and tells why in both languages', async () => {
    const token = await gate.field({ signals: { webdriver: true } });
    const answer = await gate.ask({ token, account: { id: 'tool' } });
    assert.equal(answer.verdict, 'NG');
    assert.equal(answer.decidedBy, 'score');
    assert.deepEqual([answer.bot.verdict, answer.bot.kind], ['bot', 'tool']);
    const [webdriver] = answer.reasons;
    assert.equal(webdriver?.code, 'webdriver');
    assert.ok(webdriver.text.ja !== webdriver.text.en && webdriver.text.en !== 'webdriver');
    assert.deepEqual(answer.counterfactual?.change, [{ feature: 'webdriver', from: true, to: false }]);
    const [notice] = answer.reasons.filter(it => it.audience === 'customer');
    assert.deepEqual(notice?.facts, {});
  });

  it('says prior and every counted weight so that they add up to the logit', async () => {
    const answer = await gate.ask({ token: unattestedField(), account: { id: 'sums' } });
    for (const hypothesis of ['bot', 'takeover'] as const) {
      const { prior, logit } = answer[hypothesis];
      const counted = answer.reasons
        .filter(it => it.hypothesis === hypothesis)
        .reduce((sum, it) => sum + it.counted, 0);
      assert.equal(Math.round((prior + counted) * 100), Math.round(logit * 100));
    }
  });

  it('asks for a further proof where the script did not run, or its report came unattested', async () => {
    const absent = await gate.ask({ account: { id: 'blocked-1' } });
    assert.deepEqual([absent.verdict, codesOf(absent)[0]], ['REVIEW', 'no-token']);
    assert.equal(absent.stepUp?.grade, 'phishing-resistant', 'a relay leaves the script out');
    for (const token of [null, '']) {
      const empty = await gate.ask({ token, account: { id: `blocked-2${token}` } });
      assert.deepEqual(codesOf(empty), codesOf(absent), 'absent, null and empty are one');
    }
    const unattested = await gate.ask({ token: unattestedField(), account: { id: 'blocked-3' } });
    assert.deepEqual([unattested.verdict, codesOf(unattested)[0]], ['REVIEW', 'token-unattested']);
    assert.ok(!codesOf(unattested).includes('submit-without-interaction'), 'its hands are read');
  });

  it('expects no token from channels that have no agent', async () => {
    for (const channel of ['ios', 'android', 'api'] as const) {
      const answer = await gate.ask({ channel, account: { id: `app-${channel}` } });
      assert.deepEqual([answer.verdict, codesOf(answer)], ['OK', ['first-access']]);
    }
  });

  it('asks for the least grade of an action that moves money, however low its risk', async () => {
    for (const action of ['transfer', 'payee-change', 'withdrawal'] as const) {
      const answer = await gate.ask({
        action,
        token: await gate.field(),
        account: { id: `money-${action}` },
        amount: 100,
      });
      assert.deepEqual([answer.verdict, answer.decidedBy], ['REVIEW', 'grade']);
      assert.equal(answer.stepUp?.grade, 'phishing-resistant');
    }
  });

  it('judges by what came where a report says why signals are missing', async () => {
    const missing = { webdriver: { missing: 'blocked' }, screen: { missing: 'timed-out' } } as const;
    const signals = { ...personSignals, ...missing };
    const blocked = await gate.ask({ token: await gate.field({ signals }), account: { id: 'blocked' } });
    assert.equal(blocked.verdict, 'OK');
  });

  it('asks for more where a report leaves out what the agent always says: a script wrote it', async () => {
    const few = await gate.ask({ token: await gate.field({ signals: {}, streams: {} }), account: { id: 'few' } });
    assert.deepEqual([few.verdict, codesOf(few)], ['REVIEW', ['report-impossible', 'first-access']]);
  });

  it('takes everything that a question may say', async () => {
    const answer = await gate.ask({
      channel: 'web',
      token: await gate.field(),
      origin: gate.url,
      session: 'any',
      account: { id: 'all', email: 'all@example.jp', phone: '+819012345678', createdAt: '2020-01-02T03:04:05+09:00' },
      client: {
        ip: '2001:db8::1',
        userAgent: 'Mozilla/5.0',
        headers: [
          ['Host', 'bank.example'],
          ['Accept', '*/*'],
        ],
        edge: { ja4: 't13d1516h2_8daaf6152771_02713d6af862', httpVersion: '2', rttMs: 12.5 },
      },
      credential: { breached: false, sketch: 1234 },
      amount: 1000.5,
      payee: 'p-1',
      attributes: { plan: 'gold', visits: 3, staff: false },
    });
    assert.equal((await gate.read(answer.id)).id, answer.id);
  });

  it('counts screenings, reasons, reports and steps', async () => {
    const labels = { action: 'login', verdict: 'REVIEW', mode: 'enforce', replayed: 'false' };
    const screenings = await gate.metric('sekisho_screenings_total', labels);
    const reasons = await gate.metric('sekisho_reasons_total', { code: 'no-token' });
    await gate.ask({ account: { id: 'counted' } });
    assert.equal(await gate.metric('sekisho_screenings_total', labels), screenings + 1);
    assert.equal(await gate.metric('sekisho_reasons_total', { code: 'no-token' }), reasons + 1);
    assert.ok((await gate.metric('sekisho_report_bytes_count')) > 0);
    assert.ok((await gate.metric('sekisho_request_seconds_count', { route: '/v1/screenings', status: '200' })) > 0);
  });
});
