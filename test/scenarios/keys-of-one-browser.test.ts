import assert from 'node:assert/strict';
import { accountDevices, changeDevice } from '../../server/flows/account-devices.ts';
import { answerAsOwner } from '../../server/flows/answer-as-owner.ts';
import { reportOutcome } from '../../server/flows/report-outcome.ts';
import type { ScreeningAnswer, ScreeningQuestion } from '../../shared/wire/screening.ts';
import { DeviceSigner } from '../support/device-signer.ts';
import { codesOf, type FlowStage, openFlowStage } from '../support/flow-stage.ts';
import { PEOPLE } from '../support/people.ts';

const LOGIN = 'https://login.bank.example';
const BANKING = 'https://ib.bank.example';
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const ELSEWHERE = '8.8.8.8';
const { userAgent } = PEOPLE.chromiumOnLinux;

/** A bank that logs in at one subdomain and works at another; both collect at one address, so its cookie is one. */
describe('keys of one browser', () => {
  let stage: FlowStage;
  let count = 0;
  before(async () => {
    stage = await openFlowStage();
  });
  after(() => stage.close());

  type Browser = { readonly cookie: string; readonly login: DeviceSigner; readonly banking: DeviceSigner };
  const newBrowser = (): Browser => ({
    cookie: `cookie-${count++}`,
    login: new DeviceSigner(),
    banking: new DeviceSigner(),
  });
  const newAccount = (): string => `banking-${count++}`;
  const visit = async (
    { cookie, login, banking }: Browser,
    origin: string,
    account: string,
    session: string,
    change: Partial<ScreeningQuestion> = {},
  ): Promise<ScreeningAnswer> => {
    const site = { ...stage.site, origins: [LOGIN, BANKING] };
    const signer = origin === LOGIN ? login : banking;
    const token = await stage.visit({ signer, origin, session, device: cookie, site });
    signer.spend();
    stage.pass(5 * MINUTE);
    return stage.ask({ token, origin, session, account: { id: account }, ...change }, { site });
  };
  const transfer = { action: 'transfer', phase: 'attempted' } as const;
  const idOf = ({ device }: ScreeningAnswer): string => device?.id ?? assert.fail();
  const devices = async (account: string) => (await accountDevices(stage.ports, stage.site, account)).items;
  const prove = ({ id }: ScreeningAnswer) =>
    reportOutcome(stage.ports, stage.site, id, { result: 'stepup-passed', grade: 'phishing-resistant' });

  it('are one device after a login, and stay so in later sessions', async () => {
    const [account, browser] = [newAccount(), newBrowser()];
    const first = idOf(await visit(browser, LOGIN, account, 's1'));
    assert.equal(idOf(await visit(browser, BANKING, account, 's1', transfer)), first);
    stage.pass(DAY);
    assert.equal(idOf(await visit(browser, BANKING, account, 's2', transfer)), first);
    const [device, ...others] = await devices(account);
    assert.deepEqual([device?.keys.length, others.length], [2, 0]);
  });

  it('are both known at the next visit, and a person who vouches for the device speaks for its first', async () => {
    const [account, browser] = [newAccount(), newBrowser()];
    const device = idOf(await visit(browser, LOGIN, account, 's1'));
    await visit(browser, BANKING, account, 's1', transfer);
    const { id } = await visit(browser, BANKING, account, 's1', transfer);
    const record = await stage.ports.records.screening(stage.site.id, id);
    assert.equal(record?.features.deviceKeyKnown, true);
    const by = { author: 'sato', comment: 'came to the branch' };
    const changed = await changeDevice(stage.ports, stage.site, device, { account, vouched: true, ...by });
    assert.deepEqual(
      changed.keys.map(it => it.vouched?.cause ?? null),
      ['by-hand', null],
    );
  });

  it('are vouched for each by a proof of its own', async () => {
    const [account, browser] = [newAccount(), newBrowser()];
    await prove(await visit(browser, LOGIN, account, 's1'));
    const joined = await visit(browser, BANKING, account, 's1', transfer);
    assert.equal(joined.device?.vouched, false);
    await prove(joined);
    const next = await visit(browser, BANKING, account, 's1', transfer);
    assert.equal(next.device?.vouched, true);
    assert.ok(codesOf(next).includes('device-vouched'));
  });

  it('all lose what was said for them when fraud is done from one', async () => {
    const [account, browser] = [newAccount(), newBrowser()];
    await prove(await visit(browser, LOGIN, account, 's1'));
    const joined = await visit(browser, BANKING, account, 's1', transfer);
    await prove(joined);
    await reportOutcome(stage.ports, stage.site, joined.id, { result: 'fraud' });
    const [device] = await devices(account);
    assert.deepEqual(
      device?.keys.map(it => it.revoked?.cause),
      ['fraud', 'fraud'],
    );
  });

  it('are one vouched device, which no stranger’s “no” to what was done with the second takes from its owner', async () => {
    const [account, browser, thief] = [newAccount(), newBrowser(), newBrowser()];
    await prove(await visit(browser, LOGIN, account, 's1'));
    const joined = await visit(browser, BANKING, account, 's1', transfer);
    const { id } = await visit(thief, LOGIN, account, 's2');
    const no = { answer: 'no', source: 'app', answeredIn: id } as const;
    const { place, teaches } = await answerAsOwner(stage.ports, stage.site, joined.id, no);
    assert.equal(`${place} ${teaches}`, 'unproven-device false');
    const own = (await devices(account)).find(it => it.id === idOf(joined));
    assert.equal(own?.status, 'active');
  });

  it('does not let a stolen session bring a thief’s key into the owner’s device', async () => {
    const [account, owner, thief] = [newAccount(), newBrowser(), newBrowser()];
    await prove(await visit(owner, LOGIN, account, 's1'));
    const first = idOf(await visit(owner, BANKING, account, 's1', transfer));
    for (const origin of [BANKING, LOGIN, BANKING]) {
      const stolen = await visit(thief, origin, account, 's1', transfer);
      assert.notEqual(idOf(stolen), first);
      assert.equal(stolen.device?.vouched, false);
      assert.equal(codesOf(stolen).includes('device-vouched'), false);
    }
    assert.equal((await devices(account)).find(it => it.id === first)?.keys.length, 2);
  });

  it('does not let a whole stolen cookie jar do it from elsewhere; from the same network it joins, and has nobody’s trust', async () => {
    const [account, owner] = [newAccount(), newBrowser()];
    const client = { ip: ELSEWHERE, userAgent };
    const login = await visit(owner, LOGIN, account, 's1');
    await prove(login);
    const thief = { ...newBrowser(), cookie: owner.cookie };
    const far = await visit(thief, BANKING, account, 's1', { ...transfer, client });
    assert.notEqual(idOf(far), idOf(login));
    const near = await visit({ ...newBrowser(), cookie: owner.cookie }, BANKING, account, 's1', transfer);
    assert.equal(idOf(near), idOf(login));
    assert.equal(near.device?.vouched, false);
    assert.equal(codesOf(near).includes('device-vouched'), false);
  });

  it('stay apart where the login was another’s, failed, was disputed, or is too long ago', async () => {
    const joins = async (between: (login: ScreeningAnswer, account: string) => Promise<void>, phase = 'succeeded') => {
      const [account, browser] = [newAccount(), newBrowser()];
      const login = await visit(browser, LOGIN, account, 's1', phase === 'failed' ? { phase: 'failed' } : {});
      await between(login, account);
      return idOf(await visit(browser, BANKING, account, 's1', transfer)) === login.device?.id;
    };
    const disputed = async ({ id }: ScreeningAnswer) => {
      await reportOutcome(stage.ports, stage.site, id, { result: 'stepup-failed' });
    };
    assert.equal(await joins(async () => {}), true);
    assert.equal(await joins(async () => {}, 'failed'), false);
    assert.equal(await joins(disputed), false);
    assert.equal(await joins(async () => stage.pass(DAY)), false);
  });

  it('are four at the most, at any number of origins', async () => {
    const [account, browser] = [newAccount(), newBrowser()];
    await visit(browser, LOGIN, account, 's1');
    for (let n = 0; n < 5; n++) {
      await visit({ ...browser, banking: new DeviceSigner() }, BANKING, account, 's1', transfer);
    }
    assert.ok((await devices(account)).every(it => it.keys.length <= 4));
  });
});
