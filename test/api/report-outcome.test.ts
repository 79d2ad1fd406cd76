import assert from 'node:assert/strict';
import { OUTCOME_RESULTS } from '../../shared/wire/judgement.ts';
import { closing } from '../support/closing.ts';
import { addSite, assertProblem, codesOf, type GateClient, gateClient } from '../support/gate-client.ts';
import { startServer, type TestServer } from '../support/server.ts';

describe('api: outcomes', () => {
  const close = closing();
  let server: TestServer;
  let gate: GateClient;

  before(async () => {
    server = await startServer();
    close(() => server.stop());
    gate = gateClient(server.url);
  });

  it('takes the same outcome again without keeping it twice', async () => {
    const { id } = await gate.ask({ account: { id: 'same' } });
    const first = await gate.outcome(id, { result: 'fraud', source: 'desk' });
    const again = await gate.outcome(id, { result: 'fraud', source: 'desk' });
    assert.deepEqual(again, first);
    assert.equal(again.outcomes.length, 1);
  });

  it('lets a later outcome hold and keeps them all, in their order', async () => {
    const { id } = await gate.ask({ account: { id: 'later' } });
    for (const result of OUTCOME_RESULTS) await gate.outcome(id, { result });
    const { outcome, outcomes } = await gate.read(id);
    assert.equal(outcome?.result, OUTCOME_RESULTS.at(-1));
    assert.deepEqual(
      outcomes.map(it => it.result),
      OUTCOME_RESULTS,
    );
    const back = await gate.outcome(id, { result: 'succeeded' });
    assert.equal(back.outcomes.length, OUTCOME_RESULTS.length + 1, 'an earlier result may come again, as the latest');
  });

  it('tells outcomes apart by their source and comment too', async () => {
    const { id } = await gate.ask({ account: { id: 'source' } });
    await gate.outcome(id, { result: 'legit', source: 'desk' });
    await gate.outcome(id, { result: 'legit', source: 'bank' });
    const { outcomes } = await gate.outcome(id, {
      result: 'legit',
      source: 'bank',
      comment: '本人が電話で確認\u0000済み',
    });
    assert.deepEqual(
      outcomes.map(it => [it.source, it.comment]),
      [
        ['desk', null],
        ['bank', null],
        ['bank', '本人が電話で確認\u0000済み'],
      ],
    );
  });

  it('keeps a comment with any character in it once, however often it comes', async () => {
    const { id } = await gate.ask({ account: { id: 'nul' } });
    const outcome = { result: 'legit', comment: 'a\u0000b "quoted" \u2028 😀' };
    await gate.outcome(id, outcome);
    const { outcomes } = await gate.outcome(id, outcome);
    assert.deepEqual(
      outcomes.map(it => it.comment),
      [outcome.comment],
    );
  });

  it('unlearns exactly the login that was disputed', async () => {
    const login = async () => gate.ask({ account: { id: 'learner' }, token: await gate.field() });
    const first = await login();
    assert.ok(codesOf(first).includes('first-access'));
    const second = await login();
    assert.ok(!codesOf(second).includes('first-access'));
    await gate.outcome(second.id, { result: 'fraud' });
    await gate.outcome(first.id, { result: 'chargeback' });
    assert.ok(codesOf(await gate.ask({ account: { id: 'learner' }, phase: 'failed' })).includes('first-access'));
    await gate.outcome(first.id, { result: 'legit' });
    assert.ok(!codesOf(await gate.ask({ account: { id: 'learner' }, phase: 'failed' })).includes('first-access'));
  });

  it('refuses results that are none, with the path, and counts what it took by result', async () => {
    const { id } = await gate.ask({ account: { id: 'wrong' } });
    const taken = await gate.metric('sekisho_outcomes_total');
    const bad: readonly [unknown, string][] = [
      [{ result: 'perhaps-canary' }, 'result'],
      [{}, 'result'],
      [{ result: 'fraud', source: '' }, 'source'],
      [{ result: 'fraud', comment: 'x'.repeat(1025) }, 'comment'],
      [{ result: 'fraud', at: '2020-01-01' }, 'at'],
      [{ result: 'stepup-passed', grade: 'very' }, 'grade'],
      [{ result: 'stepup-failed', grade: 'phishing-resistant' }, 'grade'],
      [['fraud'], '(body)'],
    ];
    for (const [body, path] of bad) {
      const { fields } = assertProblem(await gate.sendOutcome(id, body), 'fields-invalid', 'perhaps-canary');
      assert.equal(fields?.[0]?.path, path);
    }
    assert.equal(await gate.metric('sekisho_outcomes_total'), taken);
    const unknown = await gate.metric('sekisho_outcomes_total', { result: 'unknown' });
    await gate.outcome(id, { result: 'unknown' });
    assert.equal(await gate.metric('sekisho_outcomes_total', { result: 'unknown' }), unknown + 1);
  });

  it('refuses an outcome of a screening that another site made, or nobody', async () => {
    const { id } = await gate.ask({ account: { id: 'mine' } });
    const other = await addSite(server, 'other');
    assertProblem(await other.sendOutcome(id, { result: 'fraud' }), 'screening-unknown');
    assertProblem(await gate.sendOutcome(`scr_${'0'.repeat(32)}`, { result: 'fraud' }), 'screening-unknown');
    assert.deepEqual((await gate.read(id)).outcomes, []);
  });

  it('refuses a body over its limit', async () => {
    const { id } = await gate.ask({ account: { id: 'large' } });
    assertProblem(await gate.sendOutcome(id, { result: 'fraud', comment: 'x'.repeat(9000) }), 'body-too-large');
  });
});
