import assert from 'node:assert/strict';
import { accountDevices, changeDevice } from '../../server/flows/account-devices.ts';
import { reportOutcome } from '../../server/flows/report-outcome.ts';
import type { Device, DeviceChangeRequest } from '../../shared/wire/devices.ts';
import type { OutcomeRequest, ScreeningAnswer, ScreeningQuestion } from '../../shared/wire/screening.ts';
import { DeviceSigner } from '../support/device-signer.ts';
import { type AskOptions, codesOf, type FlowStage } from '../support/flow-stage.ts';
import { stageOver } from '../support/over-store.ts';
import { PEOPLE } from '../support/people.ts';
import { STORES } from '../support/stores.ts';

const DAY = 24 * 60 * 60_000;
const PASSKEY: OutcomeRequest = { result: 'stepup-passed', grade: 'phishing-resistant' };
/** Somewhere else than the stage's own address. */
const AWAY = '133.11.99.1';

function vouchingStories(opened: () => FlowStage): void {
  let count = 0;
  const newAccount = (): string => `vouched-${count++}`;
  const logIn = async (
    account: string,
    signer: DeviceSigner | null,
    change: Partial<ScreeningQuestion> = {},
    options: AskOptions = {},
  ): Promise<ScreeningAnswer> => {
    const stage = opened();
    const token = await stage.visit(signer === null ? {} : { signer });
    const answer = await stage.ask({ token, account: { id: account }, ...change }, options);
    signer?.spend();
    stage.pass(60_000);
    return answer;
  };
  const tell = ({ id }: ScreeningAnswer, outcome: OutcomeRequest) =>
    reportOutcome(opened().ports, opened().site, id, outcome);
  const prove = async (account: string, signer: DeviceSigner): Promise<ScreeningAnswer> => {
    const answer = await logIn(account, signer);
    await tell(answer, PASSKEY);
    return answer;
  };
  const devices = async (account: string): Promise<readonly Device[]> =>
    (await accountDevices(opened().ports, opened().site, account)).items;
  /** Oldest first: what is said of each key. */
  const said = async (account: string): Promise<readonly string[]> =>
    (await devices(account))
      .toReversed()
      .flatMap(it => it.keys.map(({ vouched, revoked }) => `${vouched?.cause ?? '-'} ${revoked?.cause ?? '-'}`));
  const byHand = (account: string, device: string, change: Pick<DeviceChangeRequest, 'status' | 'vouched'>) =>
    changeDevice(opened().ports, opened().site, device, { account, author: '鈴木', comment: '電話で確認', ...change });
  const later = (days: number): void => opened().pass(days * DAY);
  /** Both devices log in, on day 0, 7 and 14. */
  const liveTogether = async (account: string, one: DeviceSigner, other: DeviceSigner) => {
    const answers: ScreeningAnswer[] = [];
    for (const days of [1, 7, 7]) {
      later(days);
      answers.push(await logIn(account, other));
      await logIn(account, one);
    }
    return answers;
  };

  it('comes by a phishing-resistant proof, lowers the risk, and is said with its cause and time', async () => {
    const [account, signer] = [newAccount(), new DeviceSigner()];
    const first = await prove(account, signer);
    assert.equal(first.device?.vouched, false);
    const at = new Date(opened().ports.clock.now()).toISOString();
    later(1);
    const second = await logIn(account, signer);
    assert.equal(second.device?.vouched, true);
    assert.deepEqual(codesOf(second), ['device-vouched']);
    assert.ok(second.takeover.logit < first.takeover.logit);
    assert.equal(second.bot.logit, first.bot.logit);
    const [device] = await devices(account);
    assert.deepEqual(device?.keys[0]?.vouched, { at, cause: 'proof', by: null });
  });

  it('never comes by a right password, an SMS, or a proof that failed', async () => {
    const [account, signer] = [newAccount(), new DeviceSigner()];
    for (let n = 0; n < 40; n++) {
      const answer = await logIn(account, signer);
      await tell(answer, { result: 'stepup-passed', grade: n % 2 === 0 ? 'possession' : 'strong-possession' });
      if (n % 5 === 0) await tell(await logIn(account, signer), { result: 'stepup-failed' });
      later(10);
    }
    assert.equal((await logIn(account, signer)).device?.vouched, false);
    assert.deepEqual(await said(account), ['- -']);
  });

  it('never comes in observe mode, by proof, by use or by hand, nor for a device without a key', async () => {
    const [account, signer] = [newAccount(), new DeviceSigner()];
    const site = { ...opened().site, mode: 'observe' } as const;
    const answer = await logIn(account, signer, {}, { site });
    await tell(answer, PASSKEY);
    assert.deepEqual(await said(account), ['- -']);
    const change = { account, vouched: true, author: 'x', comment: '' };
    const id = answer.device?.id ?? '';
    await assert.rejects(changeDevice(opened().ports, site, id, change), { code: 'device-not-vouchable' });
    assert.equal((await byHand(account, id, { vouched: true })).keys[0]?.vouched?.cause, 'by-hand');
  });

  it('comes by fourteen days beside a vouched device, and falls with it', async () => {
    const [account, phone, computer] = [newAccount(), new DeviceSigner(), new DeviceSigner()];
    const proof = await prove(account, phone);
    const together = await liveTogether(account, phone, computer);
    assert.deepEqual(
      together.map(it => it.device?.vouched),
      [false, false, true],
    );
    assert.deepEqual(await said(account), ['logins-beside-device -', 'proof -']);
    await tell(proof, { result: 'fraud' });
    assert.deepEqual(await said(account), ['- fraud', '- fraud']);
    assert.equal((await logIn(account, computer)).device?.vouched, false);
  });

  it('falls along the whole chain', async () => {
    const account = newAccount();
    const [a, b, c] = [new DeviceSigner(), new DeviceSigner(), new DeviceSigner()];
    const proof = await prove(account, a);
    await liveTogether(account, a, b);
    await tell(proof, { result: 'legit' });
    await liveTogether(account, b, c);
    assert.equal((await said(account)).filter(it => it.startsWith('logins-beside-device')).length, 2);
    await tell(proof, { result: 'chargeback' });
    assert.deepEqual(await said(account), ['- chargeback', '- chargeback', '- chargeback']);
  });

  it('falls with any login that it stands on, and leaves the others standing', async () => {
    const [account, phone, computer] = [newAccount(), new DeviceSigner(), new DeviceSigner()];
    await prove(account, phone);
    const [first] = await liveTogether(account, phone, computer);
    await tell(first ?? assert.fail(), { result: 'stepup-failed' });
    assert.deepEqual(await said(account), ['- stepup-failed', 'proof -']);
  });

  it('is earned anew after a revocation, not remembered', async () => {
    const [account, phone, computer] = [newAccount(), new DeviceSigner(), new DeviceSigner()];
    await prove(account, phone);
    const [, , last] = await liveTogether(account, phone, computer);
    await byHand(account, last?.device?.id ?? '', { vouched: false });
    later(1);
    assert.equal((await logIn(account, computer)).device?.vouched, false);
    await logIn(account, phone);
    later(7);
    assert.equal((await logIn(account, computer)).device?.vouched, false);
    later(8);
    assert.equal((await logIn(account, computer)).device?.vouched, true);
  });

  it('comes by the habit of a network, and not from elsewhere', async () => {
    const account = newAccount();
    const client = {
      ip: AWAY,
      userAgent:
        'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
    };
    for (const days of [0, 7, 8]) {
      later(days);
      await logIn(account, null);
    }
    const [home, thief] = [new DeviceSigner(), new DeviceSigner()];
    for (const days of [1, 7, 8]) {
      later(days);
      await logIn(account, home);
      await logIn(account, thief, { client });
    }
    assert.equal((await logIn(account, home)).device?.vouched, true);
    assert.equal((await logIn(account, thief, { client })).device?.vouched, false);
  });

  it('never comes by the habit of an address that is private: behind one proxy everybody has that', async () => {
    const account = newAccount();
    const { userAgent } = PEOPLE.chromiumOnLinux;
    const client = { ip: '10.0.0.7', userAgent };
    for (const days of [0, 7, 8]) {
      later(days);
      await logIn(account, null, { client });
    }
    const thief = new DeviceSigner();
    for (const days of [1, 7, 8]) {
      later(days);
      await logIn(account, thief, { client });
    }
    assert.equal((await logIn(account, thief, { client })).device?.vouched, false);
  });

  it('is of one account: a family’s device is vouched for by each of its members', async () => {
    const [mother, father, signer] = [newAccount(), newAccount(), new DeviceSigner()];
    await prove(mother, signer);
    later(1);
    const his = await logIn(father, signer);
    assert.deepEqual([his.device?.status, his.device?.vouched, his.verdict], ['shared', false, 'OK']);
    later(1);
    const hers = await logIn(mother, signer);
    assert.deepEqual([hers.device?.status, hers.device?.vouched, hers.verdict], ['shared', true, 'OK']);
    await tell(his, { result: 'fraud' });
    later(1);
    assert.equal((await logIn(mother, signer)).device?.vouched, true, 'his fraud is not held against her');
  });

  it('is set and taken back by hand, with author and comment', async () => {
    const [account, signer] = [newAccount(), new DeviceSigner()];
    const { device } = await logIn(account, signer);
    const by = { author: '鈴木', comment: '電話で確認' };
    const set = await byHand(account, device?.id ?? '', { vouched: true });
    assert.deepEqual([set.keys[0]?.vouched?.cause, set.keys[0]?.vouched?.by, set.status], ['by-hand', by, 'active']);
    later(1);
    assert.deepEqual(codesOf(await logIn(account, signer)), ['device-vouched']);
    const taken = await byHand(account, device?.id ?? '', { status: 'fraudulent' });
    assert.deepEqual([taken.keys[0]?.vouched, taken.keys[0]?.revoked?.by], [null, by]);
    await assert.rejects(byHand(account, device?.id ?? '', { vouched: true }), { code: 'device-not-vouchable' });
  });

  it('ends where two hold the key, and no proof brings it back to a copy', async () => {
    const [account, owner] = [newAccount(), new DeviceSigner()];
    await prove(account, owner);
    later(1);
    const thief = owner.copy();
    await logIn(account, owner);
    later(1);
    const stolen = await logIn(account, thief);
    assert.deepEqual([stolen.verdict, stolen.device?.vouched], ['REVIEW', false]);
    assert.equal(codesOf(stolen).includes('device-vouched'), false);
    await tell(stolen, PASSKEY);
    assert.deepEqual(await said(account), ['- device-key-forked']);
  });

  it('says the same however often an outcome is told, and takes each login back once', async () => {
    const [account, signer] = [newAccount(), new DeviceSigner()];
    const logins = async () => (await devices(account))[0]?.logins;
    const first = await prove(account, signer);
    later(1);
    const second = await logIn(account, signer);
    assert.equal(await logins(), 2);
    for (const _ of [1, 2, 3]) await tell(second, { result: 'fraud' });
    assert.equal(await logins(), 1);
    for (const _ of [1, 2]) await tell(second, { result: 'legit' });
    assert.equal(await logins(), 2);
    for (const _ of [1, 2]) await tell(first, PASSKEY);
    assert.deepEqual(await said(account), ['- fraud'], 'a proof vouches once');
  });

  it('counts a login that an outcome only made one, and takes back an old one that history has forgotten', async () => {
    const [account, signer] = [newAccount(), new DeviceSigner()];
    const logins = async () => (await devices(account))[0]?.logins;
    const attempted = await logIn(account, signer, { phase: 'attempted' });
    assert.equal(await logins(), 0);
    for (const _ of [1, 2]) await tell(attempted, { result: 'succeeded' });
    assert.equal(await logins(), 1);
    for (let n = 0; n < 21; n++) {
      later(1);
      await logIn(account, signer);
    }
    for (const _ of [1, 2]) await tell(attempted, { result: 'chargeback' });
    assert.equal(await logins(), 21);
  });
}

for (const store of STORES) {
  describe(`vouching, over ${store}`, function () {
    this.timeout(20_000);
    let stage: FlowStage;
    before(async function () {
      stage = await stageOver(store, this);
    });
    after(() => stage?.close());
    vouchingStories(() => stage);
  });
}
