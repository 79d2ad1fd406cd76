import assert from 'node:assert/strict';
import { PENDING_MS } from '../../server/core/device-status.ts';
import { accountDevices, changeDevice } from '../../server/flows/account-devices.ts';
import { reportOutcome } from '../../server/flows/report-outcome.ts';
import type { ScreeningQuestion } from '../../shared/wire/screening.ts';
import { DeviceSigner } from '../support/device-signer.ts';
import { type FlowStage, openFlowStage } from '../support/flow-stage.ts';

const HOUR = 60 * 60_000;

describe('an account’s devices', () => {
  let stage: FlowStage;
  let count = 0;
  before(async () => {
    stage = await openFlowStage();
  });
  after(() => stage.close());

  const newAccount = (): string => `account-${count++}`;
  const list = async (account: string) => (await accountDevices(stage.ports, stage.site, account)).items;
  const shown = async (account: string) => (await list(account)).map(it => `${it.status} ${it.cause} ${it.logins}`);
  const ask = async (account: string, signer: DeviceSigner | null, change: Partial<ScreeningQuestion> = {}) => {
    const token = await stage.visit(signer === null ? { device: `cookie of ${account}` } : { signer });
    signer?.spend();
    stage.pass(HOUR);
    return stage.ask({ token, account: { id: account }, ...change });
  };

  it('is active after a login, and said so in the answer', async () => {
    const [account, signer] = [newAccount(), new DeviceSigner()];
    const { device } = await ask(account, signer);
    assert.ok(device !== null && /^dev_k[\w-]{22}$/.test(device.id ?? ''));
    assert.deepEqual(
      { ...device, id: '' },
      {
        id: '',
        by: 'key',
        recallId: null,
        status: 'active',
        confidence: 1,
        keyProven: true,
        vouched: false,
        linked: { id: null, confidence: 0, abstains: 'hidden' },
      },
    );
    await ask(account, signer);
    assert.deepEqual(await shown(account), ['active login 2']);
  });

  it('is known by its cookie where it has no key, and by neither at its first visit', async () => {
    const account = newAccount();
    const first = (await ask(account, null)).device;
    assert.deepEqual([first?.id, first?.by, first?.confidence, first?.status], [null, 'none', 0, 'unproven']);
    const { device } = await ask(account, null);
    assert.deepEqual(
      [device?.by, device?.keyProven, device?.confidence, device?.status],
      ['cookie', false, 0.9, 'active'],
    );
    assert.deepEqual(await shown(account), ['active login 1']);
  });

  it('lists each device once, the latest used first, and 20 at most', async () => {
    const account = newAccount();
    const signers = Array.from({ length: 22 }, () => new DeviceSigner());
    const ids: string[] = [];
    for (const it of signers) ids.push((await ask(account, it)).device?.id ?? '');
    const [, , third] = signers;
    assert.ok(third);
    await ask(account, third);
    const listed = (await list(account)).map(it => it.id);
    assert.equal(listed.length, 20);
    assert.deepEqual(listed.slice(0, 3), [ids[2], ids[21], ids[20]]);
  });

  it('is not forgotten for browsers that only tried: those push out one another, then nobody', async () => {
    const [account, owner] = [newAccount(), new DeviceSigner()];
    const { device } = await ask(account, owner);
    for (let n = 0; n < 25; n++) await ask(account, new DeviceSigner(), { phase: 'attempted' });
    const listed = await list(account);
    assert.equal(listed.length, 20);
    assert.ok(listed.some(it => it.id === device?.id && it.logins === 1));
    for (let n = 0; n < 20; n++) await ask(account, new DeviceSigner());
    await ask(account, new DeviceSigner(), { phase: 'attempted' });
    assert.ok((await list(account)).every(it => it.logins === 1));
  });

  it('is pending after an attempt, for a day', async () => {
    const [account, signer] = [newAccount(), new DeviceSigner()];
    await ask(account, signer, { phase: 'attempted' });
    assert.deepEqual(await shown(account), ['pending attempt 0']);
    stage.pass(PENDING_MS + 1);
    assert.deepEqual(await shown(account), ['unproven no-outcome 0']);
  });

  it('is shared by a family, and lets all of them in', async () => {
    const [mother, father, signer] = [newAccount(), newAccount(), new DeviceSigner()];
    assert.equal((await ask(mother, signer)).verdict, 'OK');
    assert.equal((await ask(father, signer)).verdict, 'OK');
    assert.equal((await ask(mother, signer)).verdict, 'OK');
    assert.deepEqual(await shown(father), ['shared login 1']);
    assert.deepEqual(await shown(mother), ['shared login 2']);
  });

  it('is fraudulent once fraud is reported, asks then, and is active again by the owner’s word', async () => {
    const [account, signer] = [newAccount(), new DeviceSigner()];
    const { id } = await ask(account, signer);
    await reportOutcome(stage.ports, stage.site, id, { result: 'fraud' });
    assert.deepEqual(await shown(account), ['fraudulent fraud 0']);
    const next = await ask(account, signer);
    assert.equal(next.verdict, 'REVIEW');
    assert.ok(next.reasons.some(it => it.code === 'device-fraudulent'));
    await reportOutcome(stage.ports, stage.site, next.id, { result: 'legit' });
    assert.equal((await ask(account, signer)).verdict, 'OK');
    assert.equal((await ask(newAccount(), signer)).verdict, 'OK', 'another account on it is not touched');
  });

  it('is set by hand with author and comment, and stays so', async () => {
    const [account, signer] = [newAccount(), new DeviceSigner()];
    const id = (await ask(account, signer)).device?.id ?? '';
    const by = { author: '鈴木', comment: '本人に確認' };
    const changed = await changeDevice(stage.ports, stage.site, id, { account, status: 'unproven', ...by });
    assert.deepEqual([changed.status, changed.cause, changed.by], ['unproven', 'by-hand', by]);
    await ask(account, signer);
    assert.deepEqual(await shown(account), ['unproven by-hand 2']);
  });

  it('is unknown to an account that was not used from it', async () => {
    const signer = new DeviceSigner();
    const id = (await ask(newAccount(), signer)).device?.id ?? '';
    const change = { account: newAccount(), status: 'active', author: 'x', comment: '' } as const;
    await assert.rejects(changeDevice(stage.ports, stage.site, id, change), { code: 'device-unknown' });
    assert.deepEqual(await list(newAccount()), []);
  });

  it('finds its screenings', async () => {
    const [account, signer] = [newAccount(), new DeviceSigner()];
    const answers = [await ask(account, signer), await ask(account, signer)];
    const device = answers[0]?.device?.id ?? '';
    const found = await stage.ports.records.search(stage.site.id, { device, limit: 9 });
    assert.deepEqual(found.map(it => it.id).toSorted(), answers.map(it => it.id).toSorted());
  });
});
