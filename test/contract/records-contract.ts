import assert from 'node:assert/strict';
import type { Records, ScreeningRecord, StoredOutcome } from '../../server/ports/records.ts';
import type { Sites } from '../../server/ports/sites.ts';
import type { State } from '../../server/ports/state.ts';
import { fromDevice, sampleRecord, sampleSite } from './sample-record.ts';

export type RecordsUnderTest = {
  readonly records: Records;
  readonly sites: Sites;
  /** Puts a record in, as this store is given them; it can be read when it resolves. */
  readonly keep: (record: ScreeningRecord) => Promise<void>;
  /** From now on the store takes no writing. */
  readonly refuseWrites: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Where records come in by the state's commit. */
export const keepByCommit =
  (state: State): RecordsUnderTest['keep'] =>
  async record => {
    assert.equal(await state.commit({ record, token: null, changes: [], idempotency: null }, 5000), 'done');
  };

const T = 1_800_000_000_000;
const DAY = 86_400_000;
const outcome = (change: Partial<StoredOutcome> = {}): StoredOutcome => ({
  result: 'succeeded',
  source: null,
  comment: null,
  confidence: 0.3,
  at: T,
  ...change,
});
type Opened = () => RecordsUnderTest;

/** What the records port means, on whatever store. */
export function recordsContract(open: () => Promise<RecordsUnderTest>): void {
  let it_: RecordsUnderTest;
  beforeEach(async () => {
    it_ = await open();
  });
  afterEach(() => it_.close());

  reading(() => it_);
  searching(() => it_);
  outcomes(() => it_);
  erasing(() => it_);
  retiring(() => it_);

  it('checks that it can be written', async () => {
    await it_.records.check();
    await it_.refuseWrites();
    await assert.rejects(it_.records.check());
  });
}

async function keepAll(it_: RecordsUnderTest, ...records: ScreeningRecord[]): Promise<void> {
  for (const record of records) await it_.keep(record);
}

function reading(opened: Opened): void {
  it('gives a record back as it was stored, its payload apart', async () => {
    const { records, keep } = opened();
    const record = sampleRecord({ accountRef: 'acc_1', reportId: 'r-1', idempotencyKey: 'k-1' }, ['webdriver']);
    await keep(record);
    const { payload, ...rest } = record;
    assert.deepEqual(await records.screening('site-1', record.id), { ...rest, outcomes: [] });
    assert.deepEqual(await records.payload('site-1', record.id), payload);
  });

  it("shows one site's records and payloads to no other", async () => {
    const { records, keep } = opened();
    const record = sampleRecord({ accountRef: 'acc_1' });
    await keep(record);
    assert.equal(await records.screening('site-2', record.id), null);
    assert.equal(await records.payload('site-2', record.id), null);
    assert.equal(await records.addOutcome('site-2', record.id, outcome(), 9), null);
    assert.deepEqual(await records.search('site-2', { limit: 10 }), []);
    assert.deepEqual(await records.erase('site-2', ['acc_1'], 10), []);
    assert.notEqual(await records.screening('site-1', record.id), null);
  });

  it('keeps any character, and finds nothing by one that no text holds', async () => {
    const { records, keep } = opened();
    const odd = 'a\u0000b "quoted" \\ {} \u2028 \ud83d\ude00 \ud800 日本語';
    const record = sampleRecord({ dataVersions: { geo: odd } });
    await keep(record);
    const { id } = record;
    const stored = await records.addOutcome('site-1', id, outcome({ comment: odd, source: odd }), 9);
    assert.ok(stored !== null && stored !== 'full');
    assert.deepEqual(await records.addOutcome('site-1', id, outcome({ comment: odd, source: odd }), 9), stored);
    assert.deepEqual(await records.screening('site-1', id), stored);
    assert.equal(stored.dataVersions['geo'], odd);
    assert.equal(stored.outcomes[0]?.comment, odd);
    assert.equal(await records.screening('site-1', '\u0000'), null);
    assert.equal(await records.payload('site-1', '\u0000'), null);
    assert.equal(await records.addOutcome('site-1', '\u0000', outcome(), 9), null);
    for (const search of [{ reason: '\u0000' }, { device: '\u0000' }, { accountRefs: ['\u0000'] }]) {
      assert.deepEqual(await records.search('site-1', { limit: 9, ...search }), []);
    }
  });
}

function searching(opened: Opened): void {
  const ids = async (search: Partial<Parameters<Records['search']>[1]>): Promise<string[]> =>
    (await opened().records.search('site-1', { limit: 100, ...search })).map(it => it.id);

  it('finds by account, address, verdict, reason and time, newest first', async () => {
    const a = sampleRecord({ createdAt: T, accountRef: 'acc_1', addressRef: 'x' }, ['webdriver']);
    const b = sampleRecord({ createdAt: T + 10, accountRef: 'acc_2', addressRef: 'x' }, ['no-token', 'webdriver']);
    const base = sampleRecord({ createdAt: T + 20, accountRef: 'acc_1', addressRef: 'y' });
    const c = { ...base, answer: { ...base.answer, verdict: 'NG' as const } };
    await keepAll(opened(), a, b, c);
    assert.deepEqual(await ids({}), [c.id, b.id, a.id]);
    assert.deepEqual(await ids({ accountRefs: ['acc_1', 'acc_other'] }), [c.id, a.id]);
    assert.deepEqual(await ids({ addressRefs: ['x'] }), [b.id, a.id]);
    assert.deepEqual(await ids({ accountRefs: ['acc_1', 'acc_1'], addressRefs: ['x', 'x'] }), [a.id]);
    assert.deepEqual(await ids({ verdict: 'NG' }), [c.id]);
    assert.deepEqual(await ids({ verdict: 'OK' }), [b.id, a.id]);
    assert.deepEqual(await ids({ reason: 'webdriver' }), [b.id, a.id]);
    assert.deepEqual(await ids({ reason: 'webdriver', accountRefs: ['acc_2'] }), [b.id]);
    assert.deepEqual(await ids({ reason: 'webdriver', from: T + 5, before: c.id }), [b.id]);
    assert.deepEqual(await ids({ from: T + 10, to: T + 20 }), [b.id]);
    assert.deepEqual(await ids({ device: 'none' }), []);
    assert.deepEqual(await ids({ limit: 2 }), [c.id, b.id]);
    assert.deepEqual(await ids({ before: b.id }), [a.id]);
  });

  it('finds by a device that showed itself by its key or its cookie, not by one that was guessed', async () => {
    const [a, b, c] = (['key', 'cookie', 'linked'] as const).map((by, n) =>
      fromDevice(sampleRecord({ createdAt: T + n }), 'dev_1', by),
    );
    assert.ok(a && b && c);
    await keepAll(opened(), a, b, c);
    assert.deepEqual(await ids({ device: 'dev_1' }), [b.id, a.id]);
  });

  it('finds under several references as under one: newest first, and no more than asked', async () => {
    const refs = ['acc_new', 'acc_old', 'acc_new', 'acc_old', 'acc_other'];
    const made = refs.map((accountRef, n) => sampleRecord({ createdAt: T + n, accountRef, addressRef: `ip_${n % 2}` }));
    await keepAll(opened(), ...made);
    const [a, b, c, d] = made.map(it => it.id);
    const accountRefs = ['acc_new', 'acc_old'];
    assert.deepEqual(await ids({ accountRefs }), [d, c, b, a]);
    assert.deepEqual(await ids({ accountRefs, limit: 3 }), [d, c, b]);
    assert.deepEqual(await ids({ accountRefs, addressRefs: ['ip_0', 'ip_1'] }), [d, c, b, a]);
    assert.deepEqual(await ids({ accountRefs, addressRefs: ['ip_1', 'ip_9'] }), [d, b]);
  });

  it('counts a reason once, and what is said to the customer not at all', async () => {
    const base = sampleRecord({}, ['webdriver', 'webdriver', 'customer']);
    const reasons = base.answer.reasons.map(it =>
      it.code === 'customer' ? { ...it, audience: 'customer' as const } : it,
    );
    await keepAll(opened(), { ...base, answer: { ...base.answer, reasons } });
    assert.deepEqual(await ids({ reason: 'webdriver' }), [base.id]);
    assert.deepEqual(await ids({ reason: 'customer' }), []);
  });
}

function outcomes(opened: Opened): void {
  it('keeps every outcome in order, and the same twice in a row once', async () => {
    const { records, keep } = opened();
    const record = sampleRecord();
    await keep(record);
    const add = (change: Partial<StoredOutcome>) => records.addOutcome('site-1', record.id, outcome(change), 3);
    await add({ result: 'succeeded' });
    await add({ result: 'succeeded', at: T + 500 });
    await add({ result: 'fraud', source: 'desk', comment: "it's <b>bad</b>" });
    const last = await add({ result: 'succeeded' });
    assert.ok(last !== null && last !== 'full');
    assert.equal(await add({ result: 'legit' }), 'full');
    assert.deepEqual(await add({ result: 'succeeded' }), last);
    assert.deepEqual(
      last.outcomes.map(it => it.result),
      ['succeeded', 'fraud', 'succeeded'],
    );
    assert.deepEqual((await records.screening('site-1', record.id))?.outcomes, last.outcomes);
    assert.deepEqual((await records.search('site-1', { limit: 1 }))[0]?.outcomes, last.outcomes);
    assert.equal(await records.addOutcome('site-1', 'scr_none', outcome(), 9), null);
  });

  it('tells outcomes apart by the grade of their step-up, and by whether they teach', async () => {
    const { records, keep } = opened();
    const record = sampleRecord();
    await keep(record);
    const add = (change: Partial<StoredOutcome>) =>
      records.addOutcome('site-1', record.id, outcome({ result: 'stepup-passed', ...change }), 9);
    await add({});
    for (const change of [{ grade: 'phishing-resistant' }, { teaches: false }] as const)
      for (const _ of [1, 2]) await add(change);
    const kept = (await records.screening('site-1', record.id))?.outcomes.map(it => it.grade ?? it.teaches ?? null);
    assert.deepEqual(kept, [null, 'phishing-resistant', false]);
  });

  it('keeps all outcomes that come at once, each once, and no more than it may', async () => {
    const { records, keep } = opened();
    const record = sampleRecord();
    await keep(record);
    const add = (source: string) => records.addOutcome('site-1', record.id, outcome({ source }), 5);
    await Promise.all(['a', 'b', 'c', 'd', 'e'].map(add));
    const kept = (await records.screening('site-1', record.id))?.outcomes.map(it => it.source);
    assert.deepEqual(kept?.toSorted(), ['a', 'b', 'c', 'd', 'e']);
    assert.deepEqual(await Promise.all([add('f'), add('g')]), ['full', 'full']);
  });

  it('keeps the same outcome once when it comes several times at once', async () => {
    const { records, keep } = opened();
    const record = sampleRecord();
    await keep(record);
    await Promise.all([1, 2, 3, 4].map(n => records.addOutcome('site-1', record.id, outcome({ at: T + n }), 9)));
    assert.equal((await records.screening('site-1', record.id))?.outcomes.length, 1);
  });
}

function erasing(opened: Opened): void {
  it('erases an account with all that belongs to it, and says what that pointed at', async () => {
    const { records, keep } = opened();
    const mine = sampleRecord({ accountRef: 'acc_1', reportId: 'r-1', idempotencyKey: 'k-1' }, ['webdriver']);
    const old = sampleRecord({ accountRef: 'acc_old' }, ['no-token', 'webdriver']);
    const other = sampleRecord({ accountRef: 'acc_2' }, ['webdriver']);
    for (const record of [mine, old, other]) await keep(record);
    for (const { id } of [mine, other]) await records.addOutcome('site-1', id, outcome(), 9);
    const erased = await records.erase('site-1', ['acc_1', 'acc_old'], 100);
    assert.deepEqual(
      erased.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
      [
        { id: mine.id, reportId: 'r-1', idempotencyKey: 'k-1' },
        { id: old.id, reportId: null, idempotencyKey: null },
      ],
    );
    for (const { id } of [mine, old]) {
      assert.equal(await records.screening('site-1', id), null);
      assert.equal(await records.payload('site-1', id), null);
      assert.equal(await records.addOutcome('site-1', id, outcome(), 9), null);
    }
    const found = await records.search('site-1', { reason: 'webdriver', limit: 9 });
    assert.deepEqual(
      found.map(it => [it.id, it.outcomes.length]),
      [[other.id, 1]],
    );
    assert.deepEqual(await records.erase('site-1', ['acc_1', 'acc_old'], 100), []);
  });

  it('leaves nothing of an erased record to one that comes again under its id', async () => {
    const { records, keep } = opened();
    const record = sampleRecord({ accountRef: 'acc_1' }, ['webdriver']);
    await keep(record);
    await records.addOutcome('site-1', record.id, outcome(), 9);
    await records.erase('site-1', ['acc_1'], 9);
    const payload = { salt: 'other', sealed: new Uint8Array([9]) };
    await keep({ ...record, answer: { ...record.answer, reasons: [] }, payload });
    assert.deepEqual((await records.screening('site-1', record.id))?.outcomes, []);
    assert.deepEqual(await records.payload('site-1', record.id), payload);
    assert.deepEqual(await records.search('site-1', { reason: 'webdriver', limit: 9 }), []);
  });

  it('erases at most as many a call as asked, newest first, until none is left', async () => {
    const { records, keep } = opened();
    const made = [0, 1, 2, 3, 4].map(() => sampleRecord({ accountRef: 'acc_1' }));
    for (const record of made) await keep(record);
    const round = async () => (await records.erase('site-1', ['acc_1'], 2)).map(it => it.id);
    const [a, b, c, d, e] = made.map(it => it.id);
    assert.deepEqual([await round(), await round(), await round(), await round()], [[e, d], [c, b], [a], []]);
  });
}

function retiring(opened: Opened): void {
  const retention = { payloadLifeMs: 90 * DAY, screeningLifeMs: 400 * DAY };

  it('deletes what is older than its kind is kept, payloads before records, and no younger', async () => {
    const { records, keep, sites } = opened();
    await sites.add(sampleSite({ id: 'site-1' }), 1);
    const ages = { new: 0, fresh: 80, stale: 91, old: 399, gone: 435 };
    const made = Object.entries(ages).map(([name, days]) => ({
      name,
      record: sampleRecord({ createdAt: T - days * DAY, accountRef: 'acc_1' }, ['webdriver']),
    }));
    await records.retire(T, retention);
    for (const { record } of made) {
      await keep(record);
      await records.addOutcome('site-1', record.id, outcome(), 9);
    }
    assert.ok((await records.retire(T, retention)) >= 1);
    const left = async (has: (id: string) => Promise<unknown>): Promise<string[]> => {
      const found = await Promise.all(made.map(async it => ((await has(it.record.id)) === null ? [] : [it.name])));
      return found.flat();
    };
    assert.deepEqual(await left(id => records.screening('site-1', id)), ['new', 'fresh', 'stale', 'old']);
    assert.deepEqual(await left(id => records.payload('site-1', id)), ['new', 'fresh']);
    const found = await records.search('site-1', { reason: 'webdriver', limit: 9 });
    assert.deepEqual(
      found.map(it => it.outcomes.length),
      [1, 1, 1, 1],
    );
    assert.equal(await records.retire(T, retention), 0);
  });
}
