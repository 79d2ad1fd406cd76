import assert from 'node:assert/strict';
import { Client } from 'pg';
import { type OpenedPostgres, openPostgres } from '../../../server/adapters/postgres/open-postgres.ts';
import { rowsOf } from '../../../server/adapters/sql/tables.ts';
import type { ScreeningRecord } from '../../../server/ports/records.ts';
import { sampleRecord } from '../../contract/sample-record.ts';
import { closing } from '../../support/closing.ts';
import { needs } from '../../support/parts.ts';
import { sharedPostgres } from '../../support/postgres-server.ts';
import { askPostgres } from '../../support/postgres-session.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 21, 12);
const RETENTION = { screeningLifeMs: 400 * DAY, payloadLifeMs: 90 * DAY };

describe('postgres: partitions', () => {
  const close = closing();
  let url = '';
  let pg: OpenedPostgres;
  before(function () {
    needs(this, 'postgres');
  });
  beforeEach(async () => {
    url = await (await sharedPostgres()).createDatabase();
    const opened = await openPostgres(url, NOW);
    close(() => opened.close());
    pg = opened;
  });

  const keep = (record: ScreeningRecord) =>
    pg.sink.store([{ kind: 'screening', rows: rowsOf(record), replace: false }]);
  const partitions = async (table: string): Promise<unknown[]> => {
    const rows = await askPostgres(
      url,
      'SELECT relname FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid WHERE inhparent = $1::regclass ORDER BY 1',
      [table],
    );
    return rows.map(it => String(it['relname']).replace(`${table}_`, ''));
  };
  /** Where a record's rows lie. */
  const placeOf = async ({ id }: ScreeningRecord): Promise<unknown[]> => {
    const rows = await askPostgres(
      url,
      `SELECT tableoid::regclass::text AS place FROM screenings WHERE id = $1
       UNION ALL SELECT tableoid::regclass::text FROM payloads WHERE screening_id = $1`,
      [id],
    );
    return rows.map(it => it['place']);
  };

  it('are there for the month and week before, this one and the two after', async () => {
    const months = ['20261001', '20261101', '20261201', '20270101', 'default'];
    for (const table of ['screenings', 'screening_reasons', 'outcomes']) {
      assert.deepEqual(await partitions(table), months, table);
    }
    assert.deepEqual(await partitions('payloads'), ['20261109', '20261116', '20261123', '20261130', 'default']);
    const record = sampleRecord({ createdAt: NOW });
    await keep(record);
    assert.deepEqual(await placeOf(record), ['screenings_20261101', 'payloads_20261116']);
  });

  it('are made as time goes on, and dropped whole when they are too old', async () => {
    const old = sampleRecord({ createdAt: NOW });
    await keep(old);
    assert.equal(await pg.records.retire(NOW + 30 * DAY, RETENTION), 0);
    assert.deepEqual((await partitions('screenings')).slice(-3), ['20270101', '20270201', 'default']);
    assert.equal(
      await pg.records.retire(NOW + 97 * DAY, RETENTION),
      3,
      'payloads of the weeks of 9, 16 and 23 November',
    );
    assert.equal(await pg.records.payload('site-1', old.id), null);
    assert.notEqual(await pg.records.screening('site-1', old.id), null);
    const gone = await pg.records.retire(NOW + 440 * DAY, RETENTION);
    assert.equal(await pg.records.screening('site-1', old.id), null);
    assert.ok(!(await partitions('screenings')).includes('20261101'));
    assert.ok((await partitions('screenings')).includes('20270101'), 'whose last day is not 400 days old');
    assert.ok(gone >= 6, `${gone} partitions`);
    assert.equal(await pg.records.retire(NOW + 440 * DAY, RETENTION), 0);
  });

  it('hold a payload for at most as long as it may be kept, and at least all but a week', async () => {
    const monday = Date.UTC(2026, 10, 16);
    const [first, last] = [sampleRecord({ createdAt: monday }), sampleRecord({ createdAt: monday + 7 * DAY - 1 })];
    await keep(first);
    await keep(last);
    const has = async () => [first, last].map(async it => (await pg.records.payload('site-1', it.id)) !== null);
    await pg.records.retire(monday + 90 * DAY - 1, RETENTION);
    assert.deepEqual(await Promise.all(await has()), [true, true]);
    await pg.records.retire(monday + 90 * DAY + 1, RETENTION);
    assert.deepEqual(await Promise.all(await has()), [false, false]);
  });

  it('take what has no partition yet, and give it to the one that is made later', async () => {
    const early = sampleRecord({ createdAt: Date.UTC(2027, 4, 3), accountRef: 'acc_1' }, ['webdriver']);
    await keep(early);
    assert.deepEqual(await placeOf(early), ['screenings_default', 'payloads_default']);
    await pg.records.retire(Date.UTC(2027, 4, 2), RETENTION);
    assert.deepEqual(await placeOf(early), ['screenings_20270501', 'payloads_20270503']);
    assert.equal((await pg.records.search('site-1', { reason: 'webdriver', limit: 9 })).length, 1);
    assert.deepEqual(await pg.records.payload('site-1', early.id), early.payload);
  });

  it('are made once by processes that make them at the same moment', async () => {
    const others = await Promise.all([1, 2, 3].map(() => openPostgres(url, NOW)));
    for (const other of others) close(() => other.close());
    const later = NOW + 62 * DAY;
    await Promise.all([pg, ...others].map(it => it.records.retire(later, RETENTION)));
    assert.deepEqual((await partitions('screenings')).slice(-3), ['20270201', '20270301', 'default']);
  });

  it('are made while others write and read elsewhere', async () => {
    const record = sampleRecord({ createdAt: NOW, accountRef: 'acc_1' });
    await keep(record);
    const other = new Client({ connectionString: url });
    close(() => other.end());
    await other.connect();
    await other.query(
      `BEGIN; SELECT count(*) FROM screenings_20261101; DELETE FROM screenings WHERE id = '${record.id}'`,
    );
    assert.equal(await pg.records.retire(NOW + 62 * DAY, RETENTION), 0);
    assert.ok((await partitions('screenings')).includes('20270301'));
    await other.query('ROLLBACK');
  });

  it('wait a moment for who reads what is too old, then say so, and go the next time', async () => {
    const other = new Client({ connectionString: url });
    close(() => other.end());
    await other.connect();
    await other.query('BEGIN; SELECT count(*) FROM payloads');
    const later = NOW + 120 * DAY;
    await assert.rejects(pg.records.retire(later, RETENTION), /a long query or transaction holds its table/);
    await other.query('COMMIT');
    assert.ok((await pg.records.retire(later, RETENTION)) > 0);
  });
});
