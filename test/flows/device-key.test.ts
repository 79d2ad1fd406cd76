import assert from 'node:assert/strict';
import type { ScreeningAnswer } from '../../shared/wire/screening.ts';
import { DeviceSigner } from '../support/device-signer.ts';
import { type FlowStage, openFlowStage } from '../support/flow-stage.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe('a device key, from visit to visit', () => {
  let stage: FlowStage;
  let accounts = 0;
  before(async () => {
    stage = await openFlowStage();
  });
  after(() => stage.close());

  const codes = (it: ScreeningAnswer): string[] => it.reasons.map(({ code }) => code);
  const featuresOf = async (it: ScreeningAnswer) =>
    (await stage.ports.records.screening(stage.site.id, it.id))?.features;
  const newAccount = () => ({ id: `holder-${accounts++}` });
  const logIn = async (signer: DeviceSigner, account: { id: string }, phase: 'succeeded' | 'failed' = 'succeeded') => {
    const token = await stage.visit({ signer });
    signer.spend();
    const answer = await stage.ask({ token, account, phase });
    stage.pass(DAY);
    return answer;
  };

  it('is known to the account after its first login', async () => {
    const [signer, account] = [new DeviceSigner(), newAccount()];
    const first = await logIn(signer, account);
    const second = await logIn(signer, account);
    assert.deepEqual([first.verdict, second.verdict], ['OK', 'OK']);
    assert.equal((await featuresOf(first))?.['deviceKeyKnown'], false);
    assert.equal((await featuresOf(second))?.['deviceKeyKnown'], true);
    assert.equal((await featuresOf(second))?.['deviceKeyForked'], false);
  });

  it('asks again where two hold it, the copy and the owner, and takes the key back from both', async () => {
    const [owner, account] = [new DeviceSigner(), newAccount()];
    await logIn(owner, account);
    const thief = owner.copy();
    assert.equal((await logIn(owner, account)).verdict, 'OK');
    const stolen = await logIn(thief, account);
    assert.equal(stolen.verdict, 'REVIEW');
    assert.ok(codes(stolen).includes('device-key-forked'));
    await stage.visit({ signer: thief });
    assert.equal(thief.spend(), false, 'the copy is to make a key of its own');
    assert.equal((await logIn(owner, account)).verdict, 'OK', 'who was not let in disturbs no owner');
  });

  it('asks the owner too where the copy was let in first', async () => {
    const [owner, account] = [new DeviceSigner(), newAccount()];
    await logIn(owner, account);
    const thief = owner.copy();
    assert.equal((await logIn(thief, account)).verdict, 'OK');
    const answer = await logIn(owner, account);
    assert.equal(answer.verdict, 'REVIEW');
    assert.ok(codes(answer).includes('device-key-forked'));
  });

  it('takes views without a login, mistyped passwords and answers that were lost for no copy', async () => {
    const [signer, account] = [new DeviceSigner(), newAccount()];
    await logIn(signer, account);
    for (let i = 0; i < 3; i++) await stage.visit({ signer });
    stage.pass(DAY);
    assert.equal(
      (await logIn(signer, account, 'failed')).reasons.some(it => it.code === 'device-key-forked'),
      false,
    );
    const lost = await stage.visit({ signer });
    assert.notEqual(lost, '');
    stage.pass(DAY);
    assert.equal((await logIn(signer, account)).verdict, 'OK');
    assert.equal((await logIn(signer, account)).verdict, 'OK');
  });

  it('takes two tabs for one holder, though both log in', async () => {
    const [signer, account] = [new DeviceSigner(), newAccount()];
    await logIn(signer, account);
    const first = await stage.visit({ signer });
    const answered = signer.counter;
    const second = await stage.visit({ signer });
    assert.equal(signer.counter, answered);
    signer.spend();
    assert.equal((await stage.ask({ token: first, account })).verdict, 'OK');
    stage.pass(30 * MINUTE);
    assert.equal((await stage.ask({ token: second, account })).verdict, 'OK');
    stage.pass(DAY);
    assert.equal((await logIn(signer, account)).verdict, 'OK');
  });

  it('is refused, and asks for more, where the signature is of another origin', async () => {
    const signer = new DeviceSigner();
    const relayed = {
      sign: () =>
        signer.sign({ siteKey: stage.site.publicKey, origin: 'https://bank.evil', nonce: '', session: '', digest: '' }),
    };
    const token = await stage.visit({ signer: Object.assign(new DeviceSigner(), relayed) });
    const answer = await stage.ask({ token, account: newAccount() });
    assert.equal(answer.verdict, 'REVIEW');
    assert.ok(codes(answer).includes('device-key-refused'));
  });

  it('stores nothing of a key before a login was let in', async () => {
    const signer = new DeviceSigner();
    const token = await stage.visit({ signer });
    await stage.ask({ token, account: newAccount(), phase: 'failed' });
    const [key = ''] = signer.sign({ siteKey: '', origin: '', nonce: '', session: '', digest: '' }).split('.');
    const { createHash } = await import('node:crypto');
    const keyId = createHash('sha256').update(Buffer.from(key, 'base64url')).digest('base64url').slice(0, 22);
    const query = { siteId: stage.site.id, now: stage.ports.clock.now(), reportId: null, idempotencyKey: null };
    const loaded = await stage.ports.state.load({ ...query, subjects: [{ type: 'key', key: keyId }] }, 1000);
    assert.deepEqual(loaded.subjects, [null]);
  });

  it('makes no device of a cookie that a cache gave to many, and says so', async () => {
    const answers: ScreeningAnswer[] = [];
    for (let n = 0; n < 60; n++) {
      const token = await stage.visit({ signer: new DeviceSigner(), device: 'a cached cookie' });
      answers.push(await stage.ask({ token, account: newAccount() }));
    }
    assert.deepEqual([...new Set(answers.map(it => it.verdict))], ['OK']);
    assert.ok(codes(answers.at(-1) ?? assert.fail()).includes('cookie-shared'));
  });
});
