import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DATABASE_FILE, Database } from '../../server/adapters/embedded/database.ts';
import { embeddedRecords } from '../../server/adapters/embedded/records.ts';
import { connectPostgres, postgresBuilder } from '../../server/adapters/postgres/connection.ts';
import { openPostgres } from '../../server/adapters/postgres/open-postgres.ts';
import { sqlRecords } from '../../server/adapters/sql/records.ts';
import { rowsOf } from '../../server/adapters/sql/tables.ts';
import type { Records, ScreeningRecord, ScreeningSearch } from '../../server/ports/records.ts';
import { sampleRecord } from '../contract/sample-record.ts';
import { closing } from '../support/closing.ts';
import { needs } from '../support/parts.ts';
import { sharedPostgres } from '../support/postgres-server.ts';
import { askPostgres } from '../support/postgres-session.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 21, 12);
const LIMIT = 20;

/** Each search that the API offers, also of what is seldom, of what is everywhere, and of what is nowhere. */
const SEARCHES: Readonly<Record<string, Partial<ScreeningSearch>>> = {
  newest: {},
  account: { accountRefs: ['acc_7'] },
  'an account that is attacked': { accountRefs: ['acc_hot'] },
  'an account under two keys': { accountRefs: ['acc_7', 'acc_hot'] },
  address: { addressRefs: ['ip_3'] },
  'the address of a carrier': { addressRefs: ['ip_hot'] },
  'an account at an address': { accountRefs: ['acc_hot'], addressRefs: ['ip_3'] },
  device: { device: 'device-1' },
  NG: { verdict: 'NG' },
  OK: { verdict: 'OK' },
  'a frequent reason': { reason: 'first-access' },
  'a seldom reason': { reason: 'webdriver' },
  'a reason that never was': { reason: 'no-such-code' },
  'a day': { from: NOW - 20 * DAY, to: NOW - 19 * DAY },
  'a seldom reason in a week': { reason: 'webdriver', from: NOW - 30 * DAY, to: NOW - 23 * DAY },
  'an account in a week': { accountRefs: ['acc_hot'], from: NOW - 30 * DAY, to: NOW - 23 * DAY },
};

/** Over 40 days; one account, one address and one reason are in most of them, NG is one in a hundred. */
function made(count: number): ScreeningRecord[] {
  return Array.from({ length: count }, (_, n) => {
    const codes = n % 200 === 0 ? ['webdriver', 'first-access'] : ['first-access'];
    const record = sampleRecord(
      {
        createdAt: NOW - Math.floor((40 * DAY * (count - n)) / count),
        accountRef: n % 3 === 0 ? `acc_${n % 500}` : 'acc_hot',
        addressRef: n % 2 === 0 ? `ip_${n % 700}` : 'ip_hot',
        siteId: n % 10 === 0 ? 'site-2' : 'site-1',
      },
      codes,
    );
    return n % 100 === 1 ? { ...record, answer: { ...record.answer, verdict: 'NG' } } : record;
  });
}

const COUNTED = { from: NOW - 20 * DAY, to: NOW, limit: LIMIT };

const searchBy = (records: Pick<Records, 'search'>, search: Partial<ScreeningSearch>) =>
  records.search('site-1', { limit: LIMIT, ...search });

describe('searches in PostgreSQL', () => {
  const close = closing();
  const plans: Plan[] = [];
  let records: Pick<Records, 'search' | 'sightings'>;

  before(async function () {
    needs(this, 'postgres');
    const url = await (await sharedPostgres()).createDatabase();
    const opened = await openPostgres(url, NOW);
    close(() => opened.close());
    const events = made(12_000).map(record => ({ kind: 'screening', rows: rowsOf(record), replace: false }) as const);
    for (let n = 0; n < events.length; n += 1000) await opened.sink.store(events.slice(n, n + 1000));
    await askPostgres(url, 'VACUUM ANALYZE');
    const connection = connectPostgres(url);
    close(() => connection.close());
    const db = postgresBuilder(async (sql, parameters) => {
      const explained = await connection.ask(`EXPLAIN (ANALYZE, FORMAT JSON) ${sql}`, [...parameters]);
      plans.push(explained.rows[0]['QUERY PLAN'][0].Plan);
      const { rows } = await connection.ask(sql, [...parameters]);
      return { rows, affected: 0 };
    });
    records = sqlRecords({ ...connection.store, db });
  });

  for (const [what, search] of Object.entries(SEARCHES)) {
    it(`are read from an index, and no further than the answer: ${what}`, async () => {
      plans.length = 0;
      await searchBy(records, search);
      assert.ok(plans.length > 0);
      const nodes = plans.flatMap(allOf);
      const scanned = nodes.filter(it => it['Node Type'] === 'Seq Scan' && readBy(it) > 0);
      assert.deepEqual(scanned, []);
      const read = nodes.filter(it => /Scan/.test(it['Node Type'])).reduce((sum, it) => sum + readBy(it), 0);
      // Each partition gives one row more than is taken of it; a record, its reason and its outcomes are a row each.
      assert.ok(read <= 8 * LIMIT, `${read} rows read: ${JSON.stringify(plans)}`);
    });
  }

  it('leave the records alone where screenings are counted', async () => {
    plans.length = 0;
    await records.sightings('site-1', COUNTED);
    const nodes = plans.flatMap(allOf).filter(it => /Scan/.test(it['Node Type']));
    assert.deepEqual([...new Set(nodes.map(it => it['Node Type']))], ['Index Only Scan']);
    assert.ok(nodes.reduce((sum, it) => sum + readBy(it), 0) <= 8 * LIMIT);
  });
});

type Plan = {
  readonly 'Node Type': string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly Plan[];
};
const allOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(allOf)];
const readBy = (it: Plan): number => (it['Actual Rows'] + (it['Rows Removed by Filter'] ?? 0)) * it['Actual Loops'];

describe('searches in SQLite', () => {
  const close = closing();
  const texts: string[] = [];
  let records: Pick<Records, 'search' | 'sightings'>;
  let looking: DatabaseSync;

  before(() => {
    const folder = mkdtempSync(join(tmpdir(), 'sekisho-plans-'));
    close(async () => rmSync(folder, { recursive: true }));
    const db = new Database(folder, 1000);
    close(async () => db.close());
    looking = new DatabaseSync(join(folder, DATABASE_FILE), { readOnly: true });
    close(async () => looking.close());
    records = embeddedRecords(
      {
        compileRead: sql => {
          texts.push(sql);
          return db.compileRead(sql);
        },
        writeStatements: statements => db.writeStatements(statements),
        foldLog: () => db.foldLog(),
      },
      100,
    );
  });

  // SQLite is never told how many rows there are: it plans by its rules alone.
  for (const [what, search] of Object.entries(SEARCHES)) {
    it(`are read from an index in the answer's order: ${what}`, async () => {
      texts.length = 0;
      await searchBy(records, search);
      const details = texts.flatMap(sql =>
        looking
          .prepare(`EXPLAIN QUERY PLAN ${sql}`)
          .all()
          .map(it => String(it['detail'])),
      );
      const wrong = details.filter(it => /^SCAN|TEMP B-TREE/.test(it));
      assert.deepEqual(wrong, [], texts.join('\n'));
    });
  }

  it('leave the records alone where screenings are counted', async () => {
    texts.length = 0;
    await records.sightings('site-1', COUNTED);
    const plans = texts.flatMap(sql => looking.prepare(`EXPLAIN QUERY PLAN ${sql}`).all());
    assert.match(
      plans.map(it => String(it['detail'])).join(),
      /^SEARCH screenings USING COVERING INDEX screenings_sighting/,
    );
  });
});
