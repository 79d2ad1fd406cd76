import assert from 'node:assert/strict';
import type { TokenUse } from '../../server/core/token-use.ts';
import type { Records } from '../../server/ports/records.ts';
import type { Commit, LoadQuery, State } from '../../server/ports/state.ts';
import { sampleRecord, sampleReport } from './sample-record.ts';

export type StateUnderTest = { readonly state: State; readonly records: Records; readonly close: () => Promise<void> };

/** What these limits were when the store was opened. */
export const STATE_LIMITS = {
  reportLifeMs: 86_400_000,
  payloadLifeMs: 7_776_000_000,
  reportsMax: 20,
  accountLoginsKept: 3,
  sweepRowsMax: 10,
} as const;

const NOW = 1_800_000_000_000;
const QUERY: LoadQuery = { siteId: 'site-1', reportId: null, accountRefs: [], idempotencyKey: null };
const nonce = (id: string) => ({ id, expiresAt: NOW + 600_000 });
const commitOf = (change: Partial<Commit> = {}): Commit => ({
  record: sampleRecord(),
  token: null,
  account: null,
  idempotency: null,
  ...change,
});
const useOf = (change: Partial<TokenUse> = {}): TokenUse => ({
  account: 'acc_1',
  address: 'a',
  action: 'login',
  phase: 'succeeded',
  at: NOW,
  screeningId: 'scr_1',
  ...change,
});

/** What the state port means, on whatever store: each adapter's test calls this once. */
export function stateContract(open: () => Promise<StateUnderTest>): void {
  let it_: StateUnderTest;
  beforeEach(async () => {
    it_ = await open();
  });
  afterEach(() => it_.close());

  reports(() => it_);
  commits(() => it_);
  accounts(() => it_);
  sweeping(() => it_);
}

function reports(opened: () => StateUnderTest): void {
  it('gives a saved report back to its own site, and to no other', async () => {
    const { state } = opened();
    const report = sampleReport({ signals: { userAgent: '日本語 "quoted" \u0000' } });
    assert.equal(await state.saveReport(report, nonce('n-1')), 'saved');
    assert.deepEqual((await state.load({ ...QUERY, reportId: report.id })).report, report);
    assert.equal((await state.load({ ...QUERY, siteId: 'site-2', reportId: report.id })).report, null);
    assert.equal((await state.load({ ...QUERY, reportId: 'none' })).report, null);
  });

  it('spends a nonce once, also when two spend it at the same time', async () => {
    const { state } = opened();
    const answers = await Promise.all([1, 2, 3].map(() => state.saveReport(sampleReport(), nonce('same'))));
    assert.deepEqual(answers.sort(), ['nonce-used', 'nonce-used', 'saved']);
  });

  it('keeps no report whose nonce was spent', async () => {
    const { state } = opened();
    await state.saveReport(sampleReport(), nonce('spent'));
    const second = sampleReport();
    await state.saveReport(second, nonce('spent'));
    assert.equal((await state.load({ ...QUERY, reportId: second.id })).report, null);
  });
}

function commits(opened: () => StateUnderTest): void {
  it('stores the record, the use of the token and the idempotency key in one step', async () => {
    const { state, records } = opened();
    const report = sampleReport();
    await state.saveReport(report, nonce('n'));
    const use = useOf();
    const idempotency = { key: 'k', digest: 'd', expiresAt: NOW + 1000 };
    const commit = commitOf({ token: { reportId: report.id, seenUses: 0, use }, idempotency });
    assert.equal(await state.commit(commit), 'done');
    const loaded = await state.load({ ...QUERY, reportId: report.id, idempotencyKey: 'k' });
    assert.deepEqual(loaded.uses, [use]);
    assert.deepEqual(loaded.idempotent, { digest: 'd', screeningId: commit.record.id });
    assert.equal((await records.screening('site-1', commit.record.id))?.id, commit.record.id);
  });

  it('lets one of several commits that saw the same uses through, and changes nothing for the others', async () => {
    const { state, records } = opened();
    const report = sampleReport();
    await state.saveReport(report, nonce('n'));
    const all = [1, 2, 3, 4].map(() =>
      commitOf({
        token: { reportId: report.id, seenUses: 0, use: useOf() },
        account: { refs: ['acc_1'], login: true },
      }),
    );
    const answers = await Promise.all(all.map(it => state.commit(it)));
    assert.deepEqual(answers.toSorted(), ['conflict', 'conflict', 'conflict', 'done']);
    const stored = await Promise.all(all.map(it => records.screening('site-1', it.record.id)));
    assert.equal(stored.filter(it => it !== null).length, 1);
    const loaded = await state.load({ ...QUERY, reportId: report.id, accountRefs: ['acc_1'] });
    assert.equal(loaded.uses.length, 1);
    assert.equal(loaded.account?.attempts, 1);
  });

  it('takes an idempotency key once, each site its own', async () => {
    const { state } = opened();
    const idempotency = { key: 'k', digest: 'd', expiresAt: NOW + 1000 };
    assert.equal(await state.commit(commitOf({ idempotency })), 'done');
    assert.equal(await state.commit(commitOf({ idempotency })), 'conflict');
    const record = sampleRecord({ siteId: 'site-2' });
    assert.equal(await state.commit(commitOf({ record, idempotency })), 'done');
  });

  it('remembers the idempotency key of a repeat, and keeps the one it had', async () => {
    const { state } = opened();
    const repeat = { siteId: 'site-1', accountRefs: [], now: NOW, screeningId: 'scr_1' };
    await state.countRepeat({ ...repeat, idempotency: { key: 'k', digest: 'd1', expiresAt: NOW + 1000 } });
    await state.countRepeat({ ...repeat, idempotency: { key: 'k', digest: 'd2', expiresAt: NOW + 1000 } });
    const loaded = await state.load({ ...QUERY, idempotencyKey: 'k' });
    assert.deepEqual(loaded.idempotent, { digest: 'd1', screeningId: 'scr_1' });
  });

  it('refuses to use a token whose report is gone', async () => {
    const { state } = opened();
    const commit = commitOf({ token: { reportId: 'gone', seenUses: 0, use: useOf() } });
    assert.equal(await state.commit(commit), 'conflict');
  });

  it('fails one commit alone, not those beside it', async () => {
    const { state, records } = opened();
    const good = commitOf();
    const twice = commitOf({ record: good.record });
    const other = commitOf();
    const answers = await Promise.allSettled([state.commit(good), state.commit(twice), state.commit(other)]);
    assert.deepEqual(
      answers.map(it => it.status),
      ['fulfilled', 'rejected', 'fulfilled'],
    );
    assert.notEqual(await records.screening('site-1', other.record.id), null);
  });
}

function accounts(opened: () => StateUnderTest): void {
  const see = (login: boolean, refs: readonly string[] = ['acc_1'], record = sampleRecord()) =>
    opened().state.commit(commitOf({ record, account: { refs, login } }));
  const read = async (refs: readonly string[] = ['acc_1']) =>
    (await opened().state.load({ ...QUERY, accountRefs: refs })).account;

  it('counts attempts, and keeps the logins that were learnt, the newest of them', async () => {
    const records = [0, 1, 2, 3, 4].map(i => sampleRecord({ createdAt: NOW + i }));
    for (const record of records) await see(true, ['acc_1'], record);
    await see(false);
    await opened().state.countRepeat({
      siteId: 'site-1',
      accountRefs: ['acc_1'],
      now: NOW + 99,
      screeningId: 'scr_1',
      idempotency: null,
    });
    const account = await read();
    assert.equal(account?.attempts, 7);
    assert.equal(account?.firstSeenAt, NOW);
    assert.equal(account?.lastSeenAt, NOW + 99);
    assert.deepEqual(
      account?.logins,
      records.slice(-STATE_LIMITS.accountLoginsKept).map(it => it.id),
    );
  });

  it('finds an account under the reference of an older key, and goes on with that one', async () => {
    await see(true, ['acc_old']);
    await see(true, ['acc_new', 'acc_old']);
    assert.equal((await read(['acc_new', 'acc_old']))?.attempts, 2);
    assert.equal(await read(['acc_new']), null);
  });

  it('unlearns exactly the login that is disputed, and learns it again once', async () => {
    const [first, second] = [sampleRecord(), sampleRecord()];
    await see(true, ['acc_1'], first);
    await see(true, ['acc_1'], second);
    const { state } = opened();
    await state.learn('site-1', 'acc_1', first.id, false);
    assert.deepEqual((await read())?.logins, [second.id]);
    await state.learn('site-1', 'acc_1', first.id, true);
    await state.learn('site-1', 'acc_1', first.id, true);
    assert.deepEqual((await read())?.logins, [second.id, first.id]);
    await state.learn('site-1', 'acc_none', first.id, true);
    assert.equal(await read(['acc_none']), null);
  });

  it('keeps the accounts of sites apart', async () => {
    await see(true);
    assert.equal((await opened().state.load({ ...QUERY, siteId: 'site-2', accountRefs: ['acc_1'] })).account, null);
  });
}

function sweeping(opened: () => StateUnderTest): void {
  it('deletes what has expired, a bounded number at a time, and nothing else', async () => {
    const { state } = opened();
    const old = Array.from({ length: 15 }, () => sampleReport({ createdAt: NOW - STATE_LIMITS.reportLifeMs - 1 }));
    for (const [i, report] of old.entries()) await state.saveReport(report, { id: `n-${i}`, expiresAt: NOW + 1 });
    const fresh = sampleReport({ createdAt: NOW });
    await state.saveReport(fresh, nonce('fresh'));
    assert.equal(await state.sweep(NOW), STATE_LIMITS.sweepRowsMax);
    assert.equal(await state.sweep(NOW), 5);
    assert.equal(await state.sweep(NOW), 0);
    assert.notEqual((await state.load({ ...QUERY, reportId: fresh.id })).report, null);
  });

  it('drops the oldest reports beyond the number it may keep', async () => {
    const { state } = opened();
    const reports = Array.from({ length: STATE_LIMITS.reportsMax + 4 }, (_, i) => sampleReport({ createdAt: NOW + i }));
    for (const [i, report] of reports.entries()) await state.saveReport(report, nonce(`n-${i}`));
    assert.equal(await state.sweep(NOW), 4);
    const kept = await Promise.all(reports.map(it => state.load({ ...QUERY, reportId: it.id })));
    assert.deepEqual(
      kept.map(it => it.report !== null),
      reports.map((_, i) => i >= 4),
    );
  });

  it("lets a record's personal payload go after its time, and keeps the record", async () => {
    const { state, records } = opened();
    const [old, fresh] = [
      sampleRecord({ createdAt: NOW - STATE_LIMITS.payloadLifeMs - 1 }),
      sampleRecord({ createdAt: NOW }),
    ];
    for (const record of [old, fresh]) await state.commit(commitOf({ record }));
    assert.equal(await state.sweep(NOW), 1);
    assert.equal(await records.payload('site-1', old.id), null);
    assert.notEqual(await records.payload('site-1', fresh.id), null);
    assert.notEqual(await records.screening('site-1', old.id), null);
  });

  it('lets a nonce and an idempotency key go once they have expired', async () => {
    const { state } = opened();
    await state.saveReport(sampleReport(), nonce('n'));
    await state.commit(commitOf({ idempotency: { key: 'k', digest: 'd', expiresAt: NOW } }));
    assert.equal(await state.sweep(NOW + 600_001), 2);
    assert.equal((await state.load({ ...QUERY, idempotencyKey: 'k' })).idempotent, null);
    assert.equal(await state.saveReport(sampleReport(), nonce('n')), 'saved');
  });
}
