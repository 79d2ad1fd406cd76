import assert from 'node:assert/strict';
import { collect } from '../../server/flows/collect.ts';
import { writeNonce } from '../../server/flows/seals.ts';
import { codesOf, type FlowStage, ORIGIN, openFlowStage } from '../support/flow-stage.ts';
import { PERSON_USER_AGENT, personReport } from '../support/person-report.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** What time does to nonces, tokens and repeats; the clock moves only when a test says so. */
describe('flows: what expires, and when', () => {
  let stage: FlowStage;
  let accounts = 0;
  before(async () => {
    stage = await openFlowStage();
  });
  after(() => stage.close());

  const newAccount = () => ({ id: `account-${accounts++}` });
  const newNonce = () => {
    const { keys, clock, random } = stage.ports;
    return writeNonce(keys, stage.site.id, clock.now(), random.hex(16));
  };
  const post = (nonce: string) =>
    collect(
      stage.ports,
      stage.site,
      { ...personReport, nonce },
      {
        origin: ORIGIN,
        userAgent: PERSON_USER_AGENT,
        address: '192.0.2.1',
        carrierCookie: null,
        gpc: false,
        proof: undefined,
        bodyDigest: () => '',
      },
    );
  const sweep = () => stage.ports.state.sweep(stage.ports.clock.now());

  it('takes a nonce for ten minutes, and no longer', async () => {
    const [inTime, late] = [newNonce(), newNonce()];
    stage.pass(10 * MINUTE);
    assert.notEqual((await post(inTime)).token, '');
    stage.pass(1);
    await assert.rejects(post(late), { code: 'nonce-expired' });
  });

  it('remembers a used nonce for as long as it could come again', async () => {
    const nonce = newNonce();
    await post(nonce);
    for (const minutes of [1, 8, 1]) {
      stage.pass(minutes * MINUTE);
      await sweep();
      await assert.rejects(post(nonce), { code: 'nonce-used' });
    }
    stage.pass(1);
    assert.ok((await sweep()) > 0, 'then it is forgotten');
    await assert.rejects(post(nonce), { code: 'nonce-expired' });
  });

  it('calls a token old after half an hour, and lets the person through', async () => {
    const token = await stage.visit();
    stage.pass(30 * MINUTE);
    assert.deepEqual(codesOf(await stage.ask({ token, account: newAccount() })), ['first-access']);
    const older = await stage.visit();
    stage.pass(30 * MINUTE + 1);
    const answer = await stage.ask({ token: older, account: newAccount() });
    assert.deepEqual([answer.verdict, codesOf(answer)], ['OK', ['token-old', 'first-access']]);
    assert.equal(answer.reasons[0]?.facts['ageMin'], 30);
  });

  it('takes a token for a day, and for no token after it, kept or swept', async () => {
    const [first, second, third] = [await stage.visit(), await stage.visit(), await stage.visit()];
    stage.pass(24 * HOUR);
    await sweep();
    const old = await stage.ask({ token: first, account: newAccount() });
    assert.deepEqual([old.verdict, codesOf(old)[0]], ['OK', 'token-old']);
    stage.pass(1);
    const expired = await stage.ask({ token: second, account: newAccount() });
    assert.deepEqual([expired.verdict, codesOf(expired)[0]], ['REVIEW', 'no-token']);
    assert.deepEqual(expired.reasons[0]?.facts, { token: 'expired' });
    await sweep();
    const swept = await stage.ask({ token: third, account: newAccount() });
    assert.deepEqual([swept.verdict, codesOf(swept)[0]], ['REVIEW', 'no-token']);
  });

  it('answers a repeat for two minutes after the first, and no longer', async () => {
    const token = await stage.visit();
    const account = newAccount();
    const first = await stage.ask({ token, account });
    for (const ms of [MINUTE, MINUTE]) {
      stage.pass(ms);
      assert.deepEqual(await stage.ask({ token, account }), { ...first, replayed: true });
    }
    stage.pass(1);
    const reused = await stage.ask({ token, account });
    assert.deepEqual([reused.verdict, codesOf(reused)[0]], ['REVIEW', 'token-reused']);
    stage.pass(2 * MINUTE + 1);
    assert.equal(codesOf(await stage.ask({ token, account }))[0], 'token-reused');
    stage.pass(2 * MINUTE + 1);
    const abused = await stage.ask({ token, account });
    assert.deepEqual([abused.verdict, codesOf(abused)[0]], ['NG', 'token-abused']);
  });

  it('takes what was attempted for the same use when it succeeds a quarter of an hour later', async () => {
    const token = await stage.visit();
    const account = newAccount();
    await stage.ask({ token, account, phase: 'attempted' });
    stage.pass(15 * MINUTE);
    const answer = await stage.ask({ token, account, phase: 'succeeded' });
    assert.deepEqual([answer.verdict, codesOf(answer)], ['OK', ['first-access']]);
  });

  it('remembers an Idempotency-Key for a day', async () => {
    const account = newAccount();
    const idempotency = { key: 'retry', digest: 'd1' };
    const first = await stage.ask({ account }, { idempotency });
    stage.pass(24 * HOUR - 1);
    await sweep();
    assert.deepEqual(await stage.ask({ account }, { idempotency }), { ...first, replayed: true });
    await assert.rejects(stage.ask({ account }, { idempotency: { ...idempotency, digest: 'd2' } }), {
      code: 'idempotency-key-reused',
    });
    stage.pass(2);
    await sweep();
    assert.notEqual((await stage.ask({ account }, { idempotency })).id, first.id);
  });

  it('keeps screenings through every sweep', async () => {
    const { id } = await stage.ask({ account: newAccount() });
    stage.pass(400 * 24 * HOUR);
    await sweep();
    assert.equal((await stage.ports.records.screening(stage.site.id, id))?.id, id);
  });
});
