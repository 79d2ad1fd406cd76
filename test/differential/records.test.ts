import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { inspect } from 'node:util';
import type { ErasedRecord, Records } from '../../server/ports/records.ts';
import { closing } from '../support/closing.ts';
import { needs } from '../support/parts.ts';
import { sharedPostgres } from '../support/postgres-server.ts';
import { sharedRedis } from '../support/redis-server.ts';
import { seedOfRun } from './lots.ts';
import { ModelRecords } from './model-records.ts';
import { openOutboxRecords, openPostgresRecords, openSqliteRecords, type RecordsStore } from './opened-stores.ts';
import { OUTCOMES_MAX, PLAYED_SITES, RETENTION, type RecordsOperation, RecordsPlay } from './records-play.ts';

const OPERATIONS = 10_000;
const OPERATIONS_THROUGH_OUTBOX = 1500;
const SHOWN_CHARS_MAX = 4000;
const CALLS_MAX = 200;
const LATE_MS_MAX = 20_000;
const READS: readonly RecordsOperation['call'][] = ['screening', 'payload', 'search', 'sightings', 'check'];

type Asking = Exclude<RecordsOperation, { call: 'store' | 'retire' }>;
type Readable = Omit<Records, 'retire'>;

async function answerOf(records: Readable, it: Asking, from: number): Promise<unknown> {
  switch (it.call) {
    case 'screening':
      return records.screening(it.siteId, it.id);
    case 'payload':
      return records.payload(it.siteId, it.id);
    case 'search':
      return records.search(it.siteId, it.search);
    case 'sightings':
      return records.sightings(it.siteId, it.search);
    case 'addOutcome':
      return records.addOutcome(it.siteId, it.id, it.outcome, OUTCOMES_MAX);
    case 'erase':
      return eraseAll(records, it, from);
    case 'check':
      return records.check();
  }
}

/** Not of what waits to be moved. */
const isOfWhatWasMoved = (it: Asking): boolean =>
  it.call === 'sightings' || (it.call === 'search' && it.search.accountRefs === undefined);

/** Called until none is left: which go first is each store's own. Those that may have been retired before do not count. */
async function eraseAll(
  records: Readable,
  { siteId, accountRefs, limit }: Extract<Asking, { call: 'erase' }>,
  from: number,
): Promise<readonly ErasedRecord[]> {
  // One that is kept in two versions is told twice; here both point at the same.
  const all = new Map<string, ErasedRecord>();
  for (let calls = 0; calls < CALLS_MAX; calls++) {
    const some = await records.erase(siteId, accountRefs, limit);
    assert.ok(some.length <= limit);
    for (const it of some) all.set(it.id, it);
    if (some.length === 0) break;
  }
  return [...all.values()]
    .filter(({ id }) => Number.parseInt(id.slice(4, 16), 16) >= from)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, reportId, idempotencyKey }) => ({ id, reportId, idempotencyKey }));
}

/** Of long lists the first that differs alone: the difference of the whole takes longer to write down than anybody reads. */
function assertSame(answer: unknown, wanted: unknown): void {
  if (Array.isArray(answer) && Array.isArray(wanted)) {
    for (const [n, it] of wanted.entries()) assert.deepEqual(answer[n], it);
    assert.equal(answer.length, wanted.length);
  } else assert.deepEqual(answer, wanted);
}

async function retireAll({ records }: RecordsStore, now: number): Promise<void> {
  for (let calls = 0; calls < CALLS_MAX; calls++) if ((await records.retire(now, RETENTION)) === 0) return;
  throw new Error(`there is still something to retire after ${CALLS_MAX} calls`);
}

describe('differential: records', function () {
  this.timeout(600_000);
  const close = closing();
  const seed = seedOfRun();

  const compare = async (on: RecordsStore, it: Asking, from: number, wanted: unknown, where: string): Promise<void> => {
    const end = performance.now() + LATE_MS_MAX;
    for (;;) {
      const answer = await answerOf(on.records, it, from);
      try {
        assertSame(answer, wanted);
        return;
      } catch (error) {
        if (isOfWhatWasMoved(it) && on.isLate && performance.now() < end) {
          await pause(5);
          continue;
        }
        const asked = inspect(it, { depth: 8 }).slice(0, SHOWN_CHARS_MAX);
        throw new Error(`${on.name} differs, ${where}: ${asked}\n${error instanceof Error ? error.message : ''}`);
      }
    }
  };

  const playOne = async (on: RecordsStore, it: RecordsOperation, from: number, wanted: unknown, where: string) => {
    if (it.call === 'store') await on.store(it.records, it.replace);
    else if (it.call === 'retire') await retireAll(on, it.now);
    else await compare(on, it, from, wanted, where);
  };

  const play = async (stores: readonly RecordsStore[], it: RecordsPlay, operations: number): Promise<void> => {
    const model = new ModelRecords();
    /** Reads go side by side until something is changed. */
    const reads: Promise<unknown>[] = [];
    for (let n = 0; n < operations; n++) {
      const next = it.next();
      const isRead = READS.includes(next.call);
      if (!isRead) await Promise.all(reads.splice(0));
      if (next.call === 'store') for (const record of next.records) model.store(record);
      const wanted =
        next.call === 'store' || next.call === 'retire' ? null : await answerOf(model, next, it.recordsFrom);
      const where = `SEED=${seed}, operation ${n}`;
      const played = Promise.all(stores.map(on => playOne(on, next, it.recordsFrom, wanted, where)));
      // Looked at with the others.
      played.catch(() => {});
      reads.push(played);
      if (!isRead) await played;
    }
    await Promise.all(reads);
  };

  const assertGone = async (stores: readonly RecordsStore[], { gone }: RecordsPlay): Promise<void> => {
    assert.ok(gone.records().length > 0 && gone.payloads().length > gone.records().length);
    for (const { name, records } of stores) {
      for (const { siteId, id } of gone.records()) assert.equal(await records.screening(siteId, id), null, name);
      for (const { siteId, id } of gone.payloads()) assert.equal(await records.payload(siteId, id), null, name);
    }
  };

  it(`answers ${OPERATIONS} random operations alike on SQLite and PostgreSQL (SEED=${seed})`, async function () {
    needs(this, 'postgres');
    const it = new RecordsPlay(seed);
    const url = await (await sharedPostgres()).createDatabase();
    const stores = [await openSqliteRecords(PLAYED_SITES, close), await openPostgresRecords(url, it.now, close)];
    await play(stores, it, OPERATIONS);
    await assertGone(stores, it);
  });

  it(`answers ${OPERATIONS_THROUGH_OUTBOX} of them so while they are moved from Redis to PostgreSQL (SEED=${seed})`, async function () {
    needs(this, 'redis', 'postgres');
    const it = new RecordsPlay(seed);
    const redis = await sharedRedis();
    await redis.flush();
    const url = await (await sharedPostgres()).createDatabase();
    await play([await openOutboxRecords([redis.url], url, it.now, close)], it, OPERATIONS_THROUGH_OUTBOX);
  });
});
