import assert from 'node:assert/strict';
import { type OpenedPostgres, openPostgres } from '../../../server/adapters/postgres/open-postgres.ts';
import { batchOf } from '../../../server/adapters/postgres/record-sink.ts';
import type { RecordEvent } from '../../../server/adapters/sql/record-sink.ts';
import { rowsOf } from '../../../server/adapters/sql/tables.ts';
import type { ScreeningRecord, StoredOutcome } from '../../../server/ports/records.ts';
import { sampleRecord } from '../../contract/sample-record.ts';
import { closing } from '../../support/closing.ts';
import { needs } from '../../support/parts.ts';
import { sharedPostgres } from '../../support/postgres-server.ts';
import { askPostgres } from '../../support/postgres-session.ts';

const T = 1_800_000_000_000;
const labelled = (source: string): StoredOutcome => ({
  result: 'legit',
  source,
  comment: null,
  confidence: 0.9,
  at: T,
});
const screening = (record: ScreeningRecord, replace = false): RecordEvent => ({
  kind: 'screening',
  rows: rowsOf(record),
  replace,
});
const outcome = (record: ScreeningRecord, n: number, source = `source-${n}`): RecordEvent => ({
  kind: 'outcome',
  siteId: record.siteId,
  screeningId: record.id,
  n,
  outcome: labelled(source),
});

describe('postgres: what is drained', () => {
  const close = closing();
  let url = '';
  let pg: OpenedPostgres;
  before(async function () {
    needs(this, 'postgres');
    url = await (await sharedPostgres()).createDatabase();
    pg = await openPostgres(url, T);
    close(() => pg.close());
  });
  const sources = async (it: ScreeningRecord) =>
    (await pg.records.screening(it.siteId, it.id))?.outcomes.map(o => o.source);

  it('stores a batch of records and outcomes of several sites at once', async () => {
    const made = ['site-1', 'site-2', 'site-1'].map(siteId =>
      sampleRecord({ siteId, accountRef: 'acc_b' }, ['webdriver']),
    );
    const [a, b, c] = made as [ScreeningRecord, ScreeningRecord, ScreeningRecord];
    await pg.sink.store([screening(a), outcome(a, 0), screening(b), screening(c), outcome(a, 1), outcome(c, 0)]);
    const found = await pg.records.search('site-1', { accountRefs: ['acc_b'], reason: 'webdriver', limit: 9 });
    assert.deepEqual(
      found.map(it => it.id),
      [c.id, a.id],
    );
    assert.deepEqual(await Promise.all(made.map(sources)), [['source-0', 'source-1'], [], ['source-0']]);
    assert.deepEqual(await pg.records.payload('site-2', b.id), b.payload);
  });

  it('stores once what comes again, in the same batch or later', async () => {
    const record = sampleRecord({}, ['no-token']);
    const events = [screening(record), outcome(record, 0), screening(record), outcome(record, 0), outcome(record, 1)];
    await pg.sink.store(events);
    const first = await pg.records.screening('site-1', record.id);
    await pg.sink.store(events);
    await Promise.all([pg.sink.store(events), pg.sink.store(events)]);
    assert.deepEqual(await pg.records.screening('site-1', record.id), first);
    assert.deepEqual(await sources(record), ['source-0', 'source-1']);
  });

  it('keeps an outcome that comes after its record was stored', async () => {
    const record = sampleRecord();
    await pg.sink.store([screening(record)]);
    await pg.sink.store([outcome(record, 0)]);
    assert.deepEqual(await sources(record), ['source-0']);
  });

  it('keeps no outcome of a record that was erased', async () => {
    const record = sampleRecord({ accountRef: 'acc_gone' });
    await pg.sink.store([screening(record)]);
    await pg.records.erase('site-1', ['acc_gone'], 9);
    await pg.sink.store([outcome(record, 0)]);
    const [left] = await askPostgres(url, 'SELECT count(*)::int AS n FROM outcomes WHERE screening_id = $1', [
      record.id,
    ]);
    assert.equal(left?.['n'], 0);
  });

  it('lets a restored record take the place of the one that came too late, and keeps its outcomes', async () => {
    const late = sampleRecord({ accountRef: 'acc_late' }, ['webdriver']);
    const answered = {
      ...late,
      accountRef: 'acc_answered',
      answer: sampleRecord({ id: late.id }, ['no-token']).answer,
    };
    await pg.sink.store([screening(late), outcome(late, 0)]);
    const restored = { ...answered, payload: { salt: 's', sealed: new Uint8Array([7]) } };
    for (const _ of [1, 2]) {
      await pg.sink.store([screening(restored, true), outcome(late, 1)]);
      const { payload, ...rest } = restored;
      const outcomes = [labelled('source-0'), labelled('source-1')];
      assert.deepEqual(await pg.records.screening('site-1', late.id), { ...rest, outcomes });
      assert.deepEqual(await pg.records.payload('site-1', late.id), payload);
    }
    const found = async (reason: string) => (await pg.records.search('site-1', { reason, limit: 99 })).map(it => it.id);
    assert.ok(!(await found('webdriver')).includes(late.id));
    assert.ok((await found('no-token')).includes(late.id));
    await pg.sink.store([screening(late)]);
    assert.equal((await pg.records.screening('site-1', late.id))?.accountRef, 'acc_answered', 'the late one again');
  });

  it('ends as all events in their order would, whatever came twice', () => {
    const [a, b] = [sampleRecord(), sampleRecord()];
    const newer = { ...a, accountRef: 'newer' };
    const batch = batchOf([
      screening(a),
      screening(newer, true),
      screening(b),
      screening(a),
      outcome(a, 0, 'x'),
      outcome(a, 0, 'y'),
    ]);
    assert.deepEqual(batch.records, [newer, b].map(rowsOf));
    assert.deepEqual(batch.replacing, [rowsOf(newer)]);
    assert.deepEqual(
      batch.outcomes.map(it => it.outcome.source),
      ['x'],
    );
    assert.deepEqual(batchOf([screening(newer, true), screening(a)]).records, [rowsOf(newer)]);
  });

  it('stores nothing of a batch that fails', async () => {
    const [good, bad] = [sampleRecord(), { ...sampleRecord(), addressRef: 'no text holds \u0000' }];
    await assert.rejects(pg.sink.store([screening(good), screening(bad)]), /0x00/);
    assert.equal(await pg.records.screening('site-1', good.id), null);
    await pg.sink.store([]);
  });

  it('takes values of any length and character', async () => {
    const odd = '{"a",NULL,\\\\} \' 日本語 😀';
    const record = sampleRecord({
      accountRef: odd,
      addressRef: '',
      payload: { salt: odd, sealed: Uint8Array.from({ length: 10_000 }, (_, n) => n % 256) },
    });
    await pg.sink.store([screening(record), outcome(record, 0, odd.repeat(50))]);
    const { payload, ...rest } = record;
    assert.deepEqual(await pg.records.screening('site-1', record.id), {
      ...rest,
      outcomes: [labelled(odd.repeat(50))],
    });
    assert.deepEqual(await pg.records.payload('site-1', record.id), payload);
    assert.equal((await pg.records.search('site-1', { accountRefs: [odd], limit: 9 })).length, 1);
  });
});
