import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from '../../server/adapters/embedded/database.ts';
import { embeddedRecords } from '../../server/adapters/embedded/records.ts';
import { embeddedSites } from '../../server/adapters/embedded/sites.ts';
import { embeddedState } from '../../server/adapters/embedded/state.ts';
import { openPostgres } from '../../server/adapters/postgres/open-postgres.ts';
import { openRedis, type RedisWatch } from '../../server/adapters/redis/open-redis.ts';
import { rowsOf } from '../../server/adapters/sql/tables.ts';
import { LIMITS } from '../../server/limits.ts';
import type { Records, ScreeningRecord } from '../../server/ports/records.ts';
import type { State } from '../../server/ports/state.ts';
import { sampleSite } from '../contract/sample-record.ts';

const DAY_MS = 24 * 60 * 60_000;
/** Far longer than the product's: a play's clock runs fast. */
export const REPORT_LIFE_MS = 40 * DAY_MS;
const PLAY_LIMITS = { ...LIMITS, reportLifeMs: REPORT_LIFE_MS, reportsMax: 1_000_000, outboxEventsMax: 1_000_000 };
const WITHIN_MS = 5000;

export type StateStore = { readonly name: string; readonly state: State };
export type RecordsStore = {
  readonly name: string;
  readonly records: Records;
  readonly store: (records: readonly ScreeningRecord[], replace: boolean) => Promise<void>;
  /** Searches that name no account find what was stored a moment ago, not at once. */
  readonly isLate: boolean;
};
type Close = (job: () => Promise<unknown>) => void;

const UNWATCHED: RedisWatch = {
  onReady: () => {},
  onLost: () => {},
  onWarning: () => {},
  onLag: () => {},
  onFilling: () => {},
  onStored: () => {},
  onFailed: () => {},
  onDeadLetter: () => {},
};

async function openDatabase(close: Close): Promise<Database> {
  const folder = mkdtempSync(join(tmpdir(), 'sekisho-play-'));
  const db = new Database(folder, LIMITS.sqliteBusyMs);
  close(async () => {
    await db.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return db;
}

export async function openEmbedded(close: Close): Promise<StateStore> {
  return { name: 'embedded', state: embeddedState(await openDatabase(close), PLAY_LIMITS) };
}

export async function openSqliteRecords(siteIds: readonly string[], close: Close): Promise<RecordsStore> {
  const db = await openDatabase(close);
  const state = embeddedState(db, PLAY_LIMITS);
  const sites = embeddedSites(db);
  for (const id of siteIds) await sites.add(sampleSite({ id, name: id, publicKey: `pk_${id}` }), 0);
  return {
    name: 'SQLite',
    records: embeddedRecords(db, LIMITS.sweepRowsMax),
    isLate: false,
    store: (all, replace) => storeThrough(state, all, replace),
  };
}

export async function openRedisState(urls: readonly string[], close: Close): Promise<StateStore> {
  const opened = await openRedis(urls, UNWATCHED, PLAY_LIMITS);
  close(() => opened.close());
  return { name: urls.length > 1 ? 'Redis Cluster' : 'Redis', state: opened.state };
}

/** What was stored is stored again now and then: a drainer may hand over the same batch twice. */
export async function openPostgresRecords(url: string, now: number, close: Close): Promise<RecordsStore> {
  const { records, sink, close: end } = await openPostgres(url, now);
  close(end);
  let count = 0;
  return {
    name: 'PostgreSQL',
    records,
    isLate: false,
    store: async (all, replace) => {
      const events = all.map(record => ({ kind: 'screening', rows: rowsOf(record), replace }) as const);
      await sink.store(events);
      if (count++ % 4 === 0) await sink.store(events);
    },
  };
}

/** As a cluster has them: first in Redis, moved to PostgreSQL meanwhile. */
export async function openOutboxRecords(
  redisUrls: readonly string[],
  postgresUrl: string,
  now: number,
  close: Close,
): Promise<RecordsStore> {
  const postgres = await openPostgres(postgresUrl, now);
  close(postgres.close);
  const redis = await openRedis(redisUrls, UNWATCHED, PLAY_LIMITS);
  close(() => redis.close());
  const drainer = redis.startDrainer(postgres.sink);
  close(() => drainer.stop());
  return {
    name: 'Redis before PostgreSQL',
    records: redis.records(postgres.records),
    isLate: true,
    store: (all, replace) => storeThrough(redis.state, all, replace),
  };
}

/** Several at once, as callers come: they share a transaction. */
async function storeThrough(state: State, all: readonly ScreeningRecord[], replace: boolean): Promise<void> {
  const store = (record: ScreeningRecord): Promise<unknown> =>
    replace
      ? state.restore({ record, changes: [], idempotency: null })
      : state.commit({ record, token: null, changes: [], idempotency: null }, WITHIN_MS);
  await Promise.all(all.map(store));
}
