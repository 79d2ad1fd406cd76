import assert from 'node:assert/strict';
import { attentiveMs } from '../../server/adapters/attentive-clock.ts';
import { StateAway } from '../../server/errors.ts';
import { restoreContract } from './restore-contract.ts';
import { sampleRecord, sampleReport } from './sample-record.ts';
import {
  ACCOUNT,
  ATTEMPT,
  attemptsOf,
  commitOf,
  keyOf,
  loadFrom,
  NOW,
  nonceOf,
  type Opened,
  SITE,
  type StateUnderTest,
  savedReport,
  useOf,
  WITHIN_MS,
} from './state-under-test.ts';
import { subjectsContract } from './subjects-contract.ts';

/** What the state port means, on whatever store: each adapter's test calls this once. */
export function stateContract(open: () => Promise<StateUnderTest>): void {
  let opened: StateUnderTest;
  beforeEach(async () => {
    opened = await open();
  });
  afterEach(() => opened.close());

  reports(() => opened);
  commits(() => opened);
  conflicts(() => opened);
  idempotency(() => opened);
  erasing(() => opened);
  deadlines(() => opened);
  describe('restoring', () => restoreContract(() => opened));
  describe('subjects', () => subjectsContract(() => opened));
}

function reports(opened: Opened): void {
  it('gives a saved report back to its own site, and to no other', async () => {
    const { state } = opened();
    const report = sampleReport({ signals: { userAgent: '日本語 "quoted" \u0000 \ud800' } });
    assert.equal(await state.saveReport(report, nonceOf(), WITHIN_MS), 'saved');
    const loaded = await loadFrom(opened(), { reportId: report.id });
    assert.deepEqual(loaded, { report, uses: [], subjects: [], idempotent: null });
    assert.equal((await loadFrom(opened(), { siteId: 'site-2', reportId: report.id })).report, null);
    assert.equal((await loadFrom(opened(), { reportId: 'none' })).report, null);
  });

  it('spends a nonce once, also when several spend it at the same time', async () => {
    const { state } = opened();
    const nonce = nonceOf();
    const answers = await Promise.all([1, 2, 3].map(() => state.saveReport(sampleReport(), nonce, WITHIN_MS)));
    assert.deepEqual(answers.toSorted(), ['nonce-used', 'nonce-used', 'saved']);
  });

  it('keeps no report whose nonce was spent', async () => {
    const { state } = opened();
    const nonce = nonceOf();
    const [first, second] = [sampleReport(), sampleReport()];
    await state.saveReport(first, nonce, WITHIN_MS);
    assert.equal(await state.saveReport(second, nonce, WITHIN_MS), 'nonce-used');
    assert.equal((await loadFrom(opened(), { reportId: second.id })).report, null);
    assert.deepEqual((await loadFrom(opened(), { reportId: first.id })).report, first);
  });
}

function commits(opened: Opened): void {
  it('stores the record, the use of the token, the key and the changes in one step', async () => {
    const { state, records } = opened();
    const report = await savedReport(opened());
    const use = useOf();
    // A part of a larger buffer, as ciphers hand them out.
    const sealed = new Uint8Array([0, 9, 8, 7, 255, 0]).subarray(1, 5);
    const record = sampleRecord({ createdAt: NOW, accountRef: 'acc_1', payload: { salt: 's', sealed } }, ['webdriver']);
    const token = { reportId: report.id, seenUses: 0, use };
    const commit = commitOf({ record, token, changes: [ATTEMPT], idempotency: keyOf() });
    assert.equal(await state.commit(commit, WITHIN_MS), 'done');
    const loaded = await loadFrom(opened(), { reportId: report.id, idempotencyKey: 'k', subjects: [ACCOUNT] });
    assert.deepEqual(loaded.uses, [use]);
    assert.deepEqual(loaded.idempotent, { digest: 'd', screeningId: record.id });
    assert.equal(loaded.subjects[0]?.counters['attempts']?.['30d'], 1);
    const { payload: _, ...kept } = record;
    assert.deepEqual(await records.screening(SITE, record.id), { ...kept, outcomes: [] });
    assert.deepEqual(await records.payload(SITE, record.id), { salt: 's', sealed: new Uint8Array([9, 8, 7, 255]) });
  });

  it('keeps the uses of a token in their order', async () => {
    const { state } = opened();
    const report = await savedReport(opened());
    const uses = [1, 2, 3].map(n => useOf({ at: NOW + n, screeningId: `scr_${n}` }));
    for (const [seenUses, use] of uses.entries()) {
      const token = { reportId: report.id, seenUses, use };
      assert.equal(await state.commit(commitOf({ token }), WITHIN_MS), 'done');
    }
    assert.deepEqual((await loadFrom(opened(), { reportId: report.id })).uses, uses);
  });

  it('loses none of many commits that change one subject at the same time', async () => {
    const { state } = opened();
    const all = Array.from({ length: 40 }, () => state.commit(commitOf({ changes: [ATTEMPT, ATTEMPT] }), WITHIN_MS));
    assert.deepEqual([...new Set(await Promise.all(all))], ['done']);
    assert.equal(await attemptsOf(opened()), 80);
  });

  it('refuses a commit that changes what its subject does not remember, whole, and no other beside it', async () => {
    const { state, records } = opened();
    const wrong = commitOf({
      changes: [ATTEMPT, { subject: ACCOUNT, changes: [{ kind: 'count', name: 'visits', by: 1 }] }],
    });
    const right = [1, 2].map(() => commitOf({ changes: [ATTEMPT] }));
    const [first, refused, last] = await Promise.allSettled(
      [right[0], wrong, right[1]].map(it => state.commit(it ?? wrong, WITHIN_MS)),
    );
    assert.deepEqual([first?.status, refused?.status, last?.status], ['fulfilled', 'rejected', 'fulfilled']);
    assert.equal(await records.screening(SITE, wrong.record.id), null);
    for (const it of right) assert.notEqual(await records.screening(SITE, it.record.id), null);
    assert.equal(await attemptsOf(opened()), 2);
  });

  it('changes without a record what a repeat or an outcome changes', async () => {
    const aside = { siteId: SITE, now: NOW, changes: [ATTEMPT], idempotency: null };
    await opened().state.change(aside, WITHIN_MS);
    await opened().state.change(aside, WITHIN_MS);
    assert.equal(await attemptsOf(opened()), 2);
    assert.equal(await attemptsOf(opened(), 'site-2'), undefined);
  });
}

function conflicts(opened: Opened): void {
  it('lets one of several commits that saw the same uses through, and changes nothing for the others', async () => {
    const { state, records } = opened();
    const report = await savedReport(opened());
    const all = [1, 2, 3, 4].map(n =>
      commitOf({
        token: { reportId: report.id, seenUses: 0, use: useOf() },
        changes: [ATTEMPT],
        idempotency: keyOf({ key: `k-${n}` }),
      }),
    );
    const answers = await Promise.all(all.map(it => state.commit(it, WITHIN_MS)));
    assert.deepEqual(answers.toSorted(), ['conflict', 'conflict', 'conflict', 'done']);
    const stored = await Promise.all(all.map(it => records.screening(SITE, it.record.id)));
    const keys = await Promise.all([1, 2, 3, 4].map(n => loadFrom(opened(), { idempotencyKey: `k-${n}` })));
    assert.deepEqual(
      stored.map(it => it !== null),
      answers.map(it => it === 'done'),
    );
    assert.deepEqual(
      keys.map(it => it.idempotent !== null),
      answers.map(it => it === 'done'),
    );
    assert.equal((await loadFrom(opened(), { reportId: report.id })).uses.length, 1);
    assert.equal(await attemptsOf(opened()), 1);
  });

  it('refuses a use of a report that is gone, or is of another site', async () => {
    const { state, records } = opened();
    const report = await savedReport(opened());
    const use = useOf();
    const gone = commitOf({ token: { reportId: 'gone', seenUses: 0, use } });
    const record = sampleRecord({ siteId: 'site-2', createdAt: NOW });
    const other = commitOf({ record, token: { reportId: report.id, seenUses: 0, use } });
    assert.equal(await state.commit(gone, WITHIN_MS), 'conflict');
    assert.equal(await state.commit(other, WITHIN_MS), 'conflict');
    assert.equal(await records.screening(SITE, gone.record.id), null);
    assert.deepEqual((await loadFrom(opened(), { reportId: report.id })).uses, []);
  });

  it('uses no token where the key is a conflict', async () => {
    const { state } = opened();
    const report = await savedReport(opened());
    await state.commit(commitOf({ idempotency: keyOf() }), WITHIN_MS);
    const token = { reportId: report.id, seenUses: 0, use: useOf() };
    const commit = commitOf({ token, changes: [ATTEMPT], idempotency: keyOf() });
    assert.equal(await state.commit(commit, WITHIN_MS), 'conflict');
    assert.deepEqual((await loadFrom(opened(), { reportId: report.id })).uses, []);
    assert.equal(await attemptsOf(opened()), undefined);
  });
}

function idempotency(opened: Opened): void {
  const idempotent = async (key: string) => (await loadFrom(opened(), { idempotencyKey: key })).idempotent;

  it('takes an idempotency key once, each site its own', async () => {
    const { state } = opened();
    assert.equal(await state.commit(commitOf({ idempotency: keyOf() }), WITHIN_MS), 'done');
    assert.equal(await state.commit(commitOf({ idempotency: keyOf() }), WITHIN_MS), 'conflict');
    const record = sampleRecord({ siteId: 'site-2', createdAt: NOW });
    assert.equal(await state.commit(commitOf({ record, idempotency: keyOf() }), WITHIN_MS), 'done');
  });

  it('lets a screening take the place of the one that the key was remembered with, and of no other', async () => {
    const { state } = opened();
    const first = commitOf({ idempotency: keyOf() });
    await state.commit(first, WITHIN_MS);
    const other = commitOf({ idempotency: keyOf({ replaces: 'scr_other' }) });
    assert.equal(await state.commit(other, WITHIN_MS), 'conflict');
    const second = commitOf({ idempotency: keyOf({ digest: 'd2', replaces: first.record.id }) });
    assert.equal(await state.commit(second, WITHIN_MS), 'done');
    assert.deepEqual(await idempotent('k'), { digest: 'd2', screeningId: second.record.id });
    const late = commitOf({ idempotency: keyOf({ replaces: first.record.id }) });
    assert.equal(await state.commit(late, WITHIN_MS), 'conflict');
    const never = commitOf({ idempotency: keyOf({ key: 'new', replaces: 'scr_other' }) });
    assert.equal(await state.commit(never, WITHIN_MS), 'conflict');
    assert.equal(await idempotent('new'), null);
  });

  it('remembers the key of a repeat where it was not known', async () => {
    const repeat = async (digest: string, screeningId: string): Promise<void> => {
      const { key, expiresAt } = keyOf();
      const aside = { siteId: SITE, now: NOW, changes: [], idempotency: { key, digest, expiresAt, screeningId } };
      await opened().state.change(aside, WITHIN_MS);
    };
    await repeat('d1', 'scr_1');
    await repeat('d2', 'scr_2');
    assert.deepEqual(await idempotent('k'), { digest: 'd1', screeningId: 'scr_1' });
  });
}

function erasing(opened: Opened): void {
  it('erases subjects, reports and keys of its own site, also those that are not known', async () => {
    const { state } = opened();
    const report = await savedReport(opened());
    for (const siteId of [SITE, 'site-2']) {
      const record = sampleRecord({ siteId, createdAt: NOW });
      const token = siteId === SITE ? { reportId: report.id, seenUses: 0, use: useOf() } : null;
      await state.commit(commitOf({ record, token, changes: [ATTEMPT], idempotency: keyOf() }), WITHIN_MS);
    }
    const subjects = [ACCOUNT, { type: 'account', key: 'acc_none' } as const];
    const erasure = { siteId: SITE, subjects, reportIds: [report.id, 'none'], idempotencyKeys: ['k', 'none'] };
    const asked = { reportId: report.id, subjects: [ACCOUNT], idempotencyKey: 'k' };
    await state.erase({ ...erasure, siteId: 'site-3' });
    assert.notEqual((await loadFrom(opened(), asked)).report, null);
    await state.erase(erasure);
    await state.erase(erasure);
    assert.deepEqual(await loadFrom(opened(), asked), { report: null, uses: [], subjects: [null], idempotent: null });
    const other = await loadFrom(opened(), { ...asked, siteId: 'site-2' });
    assert.equal(other.subjects[0]?.counters['attempts']?.['5m'], 1);
    assert.notEqual(other.idempotent, null);
    await state.commit(commitOf({ changes: [ATTEMPT], idempotency: keyOf() }), WITHIN_MS);
    assert.equal(await attemptsOf(opened()), 1);
  });
}

function deadlines(opened: Opened): void {
  it('says that it can be written', () => opened().state.check(WITHIN_MS));

  it('gives up in time while the store is stalled, leaves nothing half done, and goes on afterwards', async function () {
    const { state, records, stall } = opened();
    if (stall === undefined) return this.skip();
    const release = await stall();
    const commit = commitOf({ changes: [ATTEMPT] });
    const began = attentiveMs();
    const late = [state.commit(commit, 100), state.check(100), state.saveReport(sampleReport(), nonceOf(), 100)];
    for (const it of await Promise.allSettled(late)) {
      assert.ok(it.status === 'rejected' && it.reason instanceof StateAway, JSON.stringify(it));
    }
    const tookMs = attentiveMs() - began;
    assert.ok(tookMs < 1000, `it took ${tookMs} ms`);
    await release();
    assert.equal(await state.commit(commitOf(), WITHIN_MS), 'done');
    const stored = (await records.screening(SITE, commit.record.id)) !== null;
    assert.equal(await attemptsOf(opened()), stored ? 1 : undefined);
  });
}
