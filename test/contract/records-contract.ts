import assert from 'node:assert/strict';
import type { ScreeningRecord, StoredOutcome } from '../../server/ports/records.ts';
import { sampleRecord } from './sample-record.ts';
import type { StateUnderTest } from './state-contract.ts';

const outcome = (change: Partial<StoredOutcome> = {}): StoredOutcome => ({
  result: 'succeeded',
  source: null,
  comment: null,
  confidence: 0.3,
  at: 1_800_000_000_000,
  ...change,
});

/** What the records port means, on whatever store. Records come in through the state's commit. */
export function recordsContract(open: () => Promise<StateUnderTest>): void {
  let it_: StateUnderTest;
  beforeEach(async () => {
    it_ = await open();
  });
  afterEach(() => it_.close());
  const store = async (...records: ScreeningRecord[]): Promise<void> => {
    for (const record of records) await it_.state.commit({ record, token: null, account: null, idempotency: null });
  };
  const ids = async (search: Partial<Parameters<typeof it_.records.search>[1]>): Promise<string[]> =>
    (await it_.records.search('site-1', { limit: 100, ...search })).map(it => it.id);

  it('gives a record back as it was stored, its payload apart', async () => {
    const record = sampleRecord({ accountRef: 'acc_1' }, ['webdriver']);
    await store(record);
    const { payload, ...rest } = record;
    assert.deepEqual(await it_.records.screening('site-1', record.id), { ...rest, outcomes: [] });
    assert.deepEqual(await it_.records.payload('site-1', record.id), payload);
  });

  it("shows one site's records and payloads to no other", async () => {
    const record = sampleRecord();
    await store(record);
    assert.equal(await it_.records.screening('site-2', record.id), null);
    assert.equal(await it_.records.payload('site-2', record.id), null);
    assert.equal(await it_.records.addOutcome('site-2', record.id, outcome(), 9), null);
    assert.deepEqual(await it_.records.search('site-2', { limit: 10 }), []);
  });

  it('finds by account, address, verdict, reason and time, newest first', async () => {
    const t = 1_800_000_000_000;
    const a = sampleRecord({ createdAt: t, accountRef: 'acc_1', addressRef: 'x' }, ['webdriver']);
    const b = sampleRecord({ createdAt: t + 10, accountRef: 'acc_2', addressRef: 'x' }, ['no-token', 'webdriver']);
    const base = sampleRecord({ createdAt: t + 20, accountRef: 'acc_1', addressRef: 'y' });
    const c = { ...base, answer: { ...base.answer, verdict: 'NG' as const } };
    await store(a, b, c);
    assert.deepEqual(await ids({}), [c.id, b.id, a.id]);
    assert.deepEqual(await ids({ accountRefs: ['acc_1', 'acc_other'] }), [c.id, a.id]);
    assert.deepEqual(await ids({ addressRefs: ['x'] }), [b.id, a.id]);
    assert.deepEqual(await ids({ verdict: 'NG' }), [c.id]);
    assert.deepEqual(await ids({ reason: 'webdriver' }), [b.id, a.id]);
    assert.deepEqual(await ids({ reason: 'webdriver', accountRefs: ['acc_2'] }), [b.id]);
    assert.deepEqual(await ids({ from: t + 10, to: t + 20 }), [b.id]);
    assert.deepEqual(await ids({ device: 'none' }), []);
    assert.deepEqual(await ids({ limit: 2 }), [c.id, b.id]);
    assert.deepEqual(await ids({ before: b.id }), [a.id]);
  });

  it('keeps every outcome in order, and the same twice in a row once', async () => {
    const record = sampleRecord();
    await store(record);
    const add = (change: Partial<StoredOutcome>) => it_.records.addOutcome('site-1', record.id, outcome(change), 3);
    await add({ result: 'succeeded' });
    await add({ result: 'succeeded', at: 1_800_000_000_500 });
    await add({ result: 'fraud', source: 'desk', comment: "it's <b>bad</b>" });
    const last = await add({ result: 'succeeded' });
    assert.ok(last !== null && last !== 'full');
    assert.equal(await add({ result: 'legit' }), 'full');
    assert.deepEqual(await add({ result: 'succeeded' }), last);
    assert.deepEqual(
      last.outcomes.map(it => it.result),
      ['succeeded', 'fraud', 'succeeded'],
    );
    assert.deepEqual((await it_.records.screening('site-1', record.id))?.outcomes, last.outcomes);
    assert.equal(await it_.records.addOutcome('site-1', 'scr_none', outcome(), 9), null);
  });

  it('checks that it can be written', async () => {
    await it_.records.check();
  });
}
