import assert from 'node:assert/strict';
import type { KeptKey, Spooled } from '../../server/ports/state.ts';
import { sampleRecord } from './sample-record.ts';
import {
  ATTEMPT,
  attemptsOf,
  commitOf,
  keyOf,
  loadFrom,
  NOW,
  type Opened,
  SITE,
  savedReport,
  useOf,
  WITHIN_MS,
} from './state-under-test.ts';

/** What the state port means by putting back what was answered while it was away. */
export function restoreContract(opened: Opened): void {
  const keptKey = (change: Partial<KeptKey> = {}): KeptKey => {
    const { replaces: _, ...key } = keyOf(change);
    return key;
  };
  const spooledOf = (change: Partial<Spooled> = {}): Spooled => ({
    record: sampleRecord({ createdAt: NOW }),
    changes: [ATTEMPT],
    idempotency: null,
    ...change,
  });
  const idempotent = async (key = 'k') => (await loadFrom(opened(), { idempotencyKey: key })).idempotent;

  it('stores the record with its changes and its key', async () => {
    const { state, records } = opened();
    const spooled = spooledOf({ idempotency: keptKey() });
    await state.restore(spooled);
    const { payload: _, ...kept } = spooled.record;
    assert.deepEqual(await records.screening(SITE, spooled.record.id), { ...kept, outcomes: [] });
    assert.equal(await attemptsOf(opened()), 1);
    assert.deepEqual(await idempotent(), { digest: 'd', screeningId: spooled.record.id });
    assert.equal(await state.commit(commitOf({ idempotency: keyOf() }), WITHIN_MS), 'conflict');
  });

  it('changes nothing more the second time, and takes the record as it is then', async () => {
    const { state, records } = opened();
    const spooled = spooledOf({ record: sampleRecord({ createdAt: NOW }, ['webdriver']) });
    await state.restore(spooled);
    const payload = { salt: 'other', sealed: new Uint8Array([4, 2]) };
    const { id } = spooled.record;
    await state.restore({ ...spooled, record: { ...spooled.record, phase: 'failed', payload } });
    assert.equal((await records.screening(SITE, id))?.phase, 'failed');
    assert.deepEqual(await records.payload(SITE, id), payload);
    assert.equal(await attemptsOf(opened()), 1);
  });

  const lateUnder = async (accountRef: string): Promise<void> => {
    const { state, records } = opened();
    const report = await savedReport(opened());
    const record = sampleRecord({ createdAt: NOW, accountRef: 'acc_1' });
    const token = { reportId: report.id, seenUses: 0, use: useOf({ screeningId: record.id }) };
    const commit = commitOf({ record, token, changes: [ATTEMPT, ATTEMPT], idempotency: keyOf() });
    assert.equal(await state.commit(commit, WITHIN_MS), 'done');
    const answered = { ...record, accountRef, phase: 'failed' as const };
    await state.restore(spooledOf({ record: answered, idempotency: keptKey() }));
    const { payload: _, ...kept } = answered;
    assert.deepEqual(await records.screening(SITE, record.id), { ...kept, outcomes: [] });
    assert.equal(await attemptsOf(opened()), 2, 'as the commit counted');
    assert.deepEqual(await idempotent(), { digest: 'd', screeningId: record.id });
    assert.equal((await loadFrom(opened(), { reportId: report.id })).uses.length, 1);
  };

  it('takes the place of a commit that was carried out too late, whose changes stand', () => lateUnder('acc_1'));

  it('does so where the commit knew the account by an older reference', () => lateUnder('acc_under_a_new_secret'));

  it('leaves a key to the screening that took it meanwhile', async () => {
    const { state, records } = opened();
    const other = commitOf({ idempotency: keyOf({ digest: 'of another' }) });
    await state.commit(other, WITHIN_MS);
    const spooled = spooledOf({ idempotency: keptKey() });
    await state.restore(spooled);
    assert.deepEqual(await idempotent(), { digest: 'of another', screeningId: other.record.id });
    assert.notEqual(await records.screening(SITE, spooled.record.id), null);
    assert.equal(await attemptsOf(opened()), 1);
  });

  it('loses and counts none twice of many that are put back at once', async () => {
    const { state } = opened();
    const all = Array.from({ length: 40 }, () => spooledOf());
    await Promise.all(all.map(it => state.restore(it)));
    await Promise.all(all.map(it => state.restore(it)));
    assert.equal(await attemptsOf(opened()), 40);
  });
}
