import assert from 'node:assert/strict';
import { closing } from '../support/closing.ts';
import { assertProblem, codesOf, type GateClient, gateClient, question } from '../support/gate-client.ts';
import { PERSON_USER_AGENT, personStreams, tokenField } from '../support/person-report.ts';
import { startServer } from '../support/server.ts';

const elsewhere = { ip: '198.51.100.77', userAgent: PERSON_USER_AGENT };

describe('api: the same screening again', () => {
  const close = closing();
  let gate: GateClient;

  before(async () => {
    const server = await startServer();
    close(() => server.stop());
    gate = gateClient(server.url);
  });

  const countOf = async (account: string): Promise<number> => (await gate.search({ account })).items.length;

  it('answers a repeat from the record, whatever its summary, and says so', async () => {
    const token = await gate.collect();
    const account = { id: 'double' };
    const first = await gate.ask({ token: tokenField(token), account });
    assert.equal(first.replayed, undefined);
    const quick = { ...personStreams, page: { missing: 'failed' } } as const;
    for (const again of [tokenField(token), tokenField(token, quick), token]) {
      assert.deepEqual(await gate.ask({ token: again, account }), { ...first, replayed: true });
    }
    assert.equal(await countOf('double'), 1);
    assert.ok((await gate.metric('sekisho_screenings_total', { replayed: 'true' })) >= 3);
  });

  it('counts attempted and then succeeded or failed as one use', async () => {
    for (const phase of ['succeeded', 'failed'] as const) {
      const account = { id: `advance-${phase}` };
      const token = await gate.field();
      const attempted = await gate.ask({ token, account, phase: 'attempted' });
      const after = await gate.ask({ token, account, phase });
      assert.notEqual(after.id, attempted.id);
      assert.deepEqual([attempted.verdict, after.verdict], ['OK', 'OK']);
      if (phase === 'succeeded')
        assert.deepEqual(await gate.ask({ token, account, phase }), { ...after, replayed: true });
    }
  });

  it('judges a failure anew each time, and suspects nothing of it', async () => {
    const account = { id: 'failing' };
    const token = await gate.field();
    const answers = await Promise.all([1, 2, 3].map(() => gate.ask({ token, account, phase: 'failed' })));
    assert.deepEqual(
      answers.map(it => [it.verdict, it.replayed]),
      answers.map(() => ['OK', undefined]),
    );
    assert.equal(await countOf('failing'), 3);
  });

  it('makes two clicks at once one record', async () => {
    for (let round = 0; round < 10; round++) {
      const account = { id: `clicks-${round}` };
      const token = await gate.field();
      const answers = await Promise.all([1, 2, 3].map(() => gate.ask({ token, account })));
      assert.equal(new Set(answers.map(it => it.id)).size, 1);
      assert.equal(answers.filter(it => it.replayed === true).length, 2);
      assert.equal(await countOf(account.id), 1);
    }
  });

  it('calls the token abused that comes for another account', async () => {
    const token = await gate.field();
    await gate.ask({ token, account: { id: 'owner' } });
    const abused = await gate.ask({ token, account: { id: 'victim' } });
    assert.deepEqual([abused.verdict, abused.decidedBy, codesOf(abused)[0]], ['NG', 'integrity', 'token-abused']);
  });

  it('calls the token abused that comes again without the account', async () => {
    const token = await gate.field();
    await gate.ask({ token, account: { id: 'named' } });
    const { account: _, ...nameless } = question({ token });
    const reply = await gate.sendQuestion(nameless);
    assert.equal(JSON.parse(reply.text).verdict, 'NG');
  });

  it('asks for a further proof where the token comes from another address, and calls it abused at the third', async () => {
    const token = await gate.field();
    const account = { id: 'moving' };
    await gate.ask({ token, account });
    for (const last of [78, 79]) {
      const reused = await gate.ask({ token, account, client: { ...elsewhere, ip: `198.51.100.${last}` } });
      assert.deepEqual([reused.verdict, codesOf(reused)[0]], ['REVIEW', 'token-reused']);
    }
    const third = await gate.ask({ token, account, client: { ...elsewhere, ip: '198.51.100.80' } });
    assert.deepEqual([third.verdict, codesOf(third)[0]], ['NG', 'token-abused']);
  });

  it('calls the token reused that comes for another action', async () => {
    const token = await gate.field();
    const account = { id: 'actions' };
    await gate.ask({ token, account });
    const reused = await gate.ask({ token, account, action: 'ticket-purchase' });
    assert.deepEqual([reused.verdict, codesOf(reused)[0]], ['REVIEW', 'token-reused']);
  });

  it('answers the same Idempotency-Key and body from the record, also without a token', async () => {
    const headers = { 'idempotency-key': 'try-1' };
    const body = question({ account: { id: 'idempotent' } });
    const first = JSON.parse((await gate.sendQuestion(body, headers)).text);
    const again = JSON.parse((await gate.sendQuestion(body, headers)).text);
    assert.deepEqual(again, { ...first, replayed: true });
    assert.equal(await countOf('idempotent'), 1);
    const without = await gate.ask({ account: { id: 'idempotent' } });
    assert.notEqual(without.id, first.id);
  });

  it('makes two posts at once with one Idempotency-Key one record', async () => {
    for (let round = 0; round < 10; round++) {
      const account = { id: `retry-${round}` };
      const answers = await Promise.all(
        [1, 2].map(() => gate.ask({ account }, { 'idempotency-key': `retry-${round}` })),
      );
      assert.equal(new Set(answers.map(it => it.id)).size, 1);
      assert.equal(await countOf(account.id), 1);
    }
  });

  it('refuses an Idempotency-Key that came before with another body', async () => {
    const headers = { 'idempotency-key': 'try-2' };
    await gate.ask({ account: { id: 'body-1' } }, headers);
    const refused = await gate.metric('sekisho_problems_total', { code: 'idempotency-key-reused' }).catch(() => 0);
    assertProblem(
      await gate.sendQuestion(question({ account: { id: 'body-2' } }), headers),
      'idempotency-key-reused',
      'body-2',
    );
    assert.equal(await countOf('body-2'), 0);
    assert.equal(await gate.metric('sekisho_problems_total', { code: 'idempotency-key-reused' }), refused + 1);
  });

  it('refuses an Idempotency-Key that is not one', async () => {
    for (const key of ['', ' ', 'a b', 'x'.repeat(129), 'é']) {
      const reply = await gate.sendQuestion(question(), { 'idempotency-key': key });
      assertProblem(reply, 'idempotency-key-invalid');
    }
    await gate.ask({ account: { id: 'longest' } }, { 'idempotency-key': '~'.repeat(128) });
  });
});
