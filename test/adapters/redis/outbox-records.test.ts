import assert from 'node:assert/strict';
import { shardOf } from '../../../server/adapters/redis/key-names.ts';
import { RecordsAway } from '../../../server/errors.ts';
import type {
  ErasedRecord,
  Records,
  ScreeningRecord,
  StoredOutcome,
  StoredScreening,
} from '../../../server/ports/records.ts';
import { sampleRecord } from '../../contract/sample-record.ts';
import { eventually } from '../../support/eventually.ts';
import { needs } from '../../support/parts.ts';
import { type RedisServer, startRedis } from '../../support/redis-server.ts';
import { AWAY_RECORDS, commitOf, NO_RECORDS, opened, SITE, T, WITHIN_MS } from './opened.ts';

const OUTCOME: StoredOutcome = { result: 'fraud', source: null, comment: null, confidence: 1, at: T };

const storedOf = ({ payload: _, ...record }: ScreeningRecord): StoredScreening => ({ ...record, outcomes: [] });
const erasedOf = ({ id, reportId, idempotencyKey }: ScreeningRecord) => ({ id, reportId, idempotencyKey });

describe('records that wait in Redis', function () {
  this.timeout(30_000);
  let server: RedisServer;
  let redis: Awaited<ReturnType<typeof opened>>;
  before(async function () {
    needs(this, 'redis');
    server = await startRedis();
  });
  beforeEach(async () => {
    await server.ask('FLUSHALL');
    redis = await opened([server.url]);
  });
  afterEach(() => redis?.close());
  after(() => server?.stop());

  const commit = async (accountRef: string, siteId = SITE): Promise<ScreeningRecord> => {
    const record = sampleRecord({ siteId, createdAt: T, accountRef, reportId: 'r', idempotencyKey: 'k' });
    assert.equal(await redis.state.commit(commitOf({ record, changes: [] }), WITHIN_MS), 'done');
    return record;
  };
  const traces = async (record: ScreeningRecord): Promise<string[]> => {
    const keys = (await server.ask('KEYS', '*')).split('\n').filter(it => it.includes(record.id));
    const events = await server.ask('XRANGE', `sk:{o:${shardOf(record.accountRef, record.id)}}`, '-', '+');
    return [...keys, ...events.split('\n').filter(it => it.includes(record.id))];
  };

  it('are read by their id at once, while the others are away too', async () => {
    const record = await commit('acc_1');
    const records = redis.records(AWAY_RECORDS);
    assert.deepEqual(await records.screening(SITE, record.id), storedOf(record));
    assert.deepEqual(await records.payload(SITE, record.id), record.payload);
    assert.deepEqual(await records.addOutcome(SITE, record.id, OUTCOME, 9), {
      ...storedOf(record),
      outcomes: [OUTCOME],
    });
    await assert.rejects(records.search(SITE, { limit: 1 }), RecordsAway);
    await assert.rejects(records.screening(SITE, 'scr_none'), RecordsAway);
  });

  it('are answered from the others while Redis is away; what those do not have is not denied', async () => {
    const moved = storedOf(sampleRecord({ accountRef: 'acc_1' }));
    const records = redis.records({
      ...NO_RECORDS,
      screening: async (_, id) => (id === moved.id ? moved : null),
    });
    assert.equal(await records.screening(SITE, 'scr_none'), null);
    server.freeze();
    try {
      assert.deepEqual(await records.screening(SITE, moved.id), moved);
      await assert.rejects(records.screening(SITE, 'scr_none'), RecordsAway);
      await assert.rejects(records.addOutcome(SITE, moved.id, OUTCOME, 9), RecordsAway);
    } finally {
      server.thaw();
    }
    await eventually('it answers again', () =>
      records.screening(SITE, 'scr_none').then(
        it => it === null,
        () => false,
      ),
    );
  });

  it('take no outcome away from a record that was moved long ago', async () => {
    const moved = storedOf(sampleRecord({ accountRef: 'acc_1' }));
    const records = redis.records({ ...NO_RECORDS, addOutcome: async () => moved });
    assert.equal(await records.addOutcome(SITE, moved.id, OUTCOME, 9), moved);
  });

  const eraseAll = async (records: Records, accountRefs: readonly string[]): Promise<ErasedRecord[]> => {
    const all: ErasedRecord[] = [];
    for (let some = await records.erase(SITE, accountRefs, 100); some.length > 0; ) {
      all.push(...some);
      some = await records.erase(SITE, accountRefs, 100);
    }
    return all;
  };

  it('are erased with all their events, and what was moved of them too', async () => {
    const [mine, moved, other, elsewhere] = [
      await commit('acc_1'),
      await commit('acc_1'),
      await commit('acc_2'),
      await commit('acc_1', 'site-2'),
    ];
    const left = new Set([moved.id]);
    const others: Records = {
      ...NO_RECORDS,
      screening: async (_, id) => (left.has(id) ? storedOf(moved) : null),
      erase: async () => {
        const had = left.delete(moved.id);
        return had ? [erasedOf(moved)] : [];
      },
    };
    const records = redis.records(others);
    await records.addOutcome(SITE, moved.id, OUTCOME, 9);
    assert.deepEqual(await eraseAll(records, ['acc_1', 'acc_old']), [moved, mine, moved].map(erasedOf));
    for (const it of [mine, moved]) assert.deepEqual(await traces(it), []);
    for (const it of [other, elsewhere]) assert.equal((await traces(it)).length, 2);
    assert.deepEqual(await records.erase(SITE, ['acc_1'], 100), []);
  });

  it('leave no byte behind among the events of others, which keep their places', async () => {
    const mine = await commit('acc_1');
    // Of the same account's shard, as one in sixteen others are.
    const other = await commit('acc_1', 'site-2');
    const stream = `sk:{o:${shardOf(mine.accountRef, mine.id)}}`;
    const [, last] = (await server.ask('XRANGE', stream, '-', '+')).split('\n').filter(it => /^\d+-\d+$/.test(it));
    assert.deepEqual(await eraseAll(redis.records(NO_RECORDS), ['acc_1']), [erasedOf(mine)]);
    await server.ask('CONFIG', 'SET', 'rdbcompression', 'no');
    const bytes = await server.ask('DUMP', stream);
    assert.ok(bytes.includes(other.id) && !bytes.includes(mine.id));
    assert.ok((await server.ask('XRANGE', stream, '-', '+')).includes(last ?? assert.fail('two events were written')));
    const next = await commit('acc_1');
    assert.ok((await server.ask('XREVRANGE', stream, '+', '-', 'COUNT', '1')).includes(next.id), 'new ones come last');
  });

  it('are erased at most as many a call as asked, until none is left', async () => {
    const made = [0, 1, 2, 3, 4].map(() => commit('acc_1'));
    const ids = (await Promise.all(made)).map(it => it.id);
    const records = redis.records(NO_RECORDS);
    const rounds = [];
    for (let n = 0; n < 4; n++) rounds.push((await records.erase(SITE, ['acc_1'], 2)).map(it => it.id));
    assert.deepEqual(
      rounds.map(it => it.length),
      [2, 2, 1, 0],
    );
    assert.deepEqual(rounds.flat().toSorted(), ids.toSorted());
  });

  it('do not come back where they are erased while a batch with them is under way', async () => {
    const record = await commit('acc_1');
    const stored = new Set<string>();
    let finish = () => {};
    const gate = new Promise<void>(resolve => {
      finish = resolve;
    });
    let asked = false;
    const drainer = redis.startDrainer({
      store: async events => {
        asked = true;
        await gate;
        for (const it of events) if (it.kind === 'screening') stored.add(it.rows.screening.id);
      },
    });
    await eventually('the batch is under way', () => asked);
    const records = redis.records({
      ...NO_RECORDS,
      screening: async (_, id) => (stored.has(id) ? storedOf(record) : null),
      erase: async () => (stored.delete(record.id) ? [erasedOf(record)] : []),
    });
    const erasing = eraseAll(records, ['acc_1']);
    await eventually('it is gone from Redis', async () => (await traces(record)).length === 0);
    finish();
    assert.deepEqual(await erasing, [record, record].map(erasedOf));
    await drainer.stop();
    assert.equal(stored.size, 0);
    assert.deepEqual(await traces(record), []);
  });

  it('are left as they are where the others are away: what they point at would be forgotten', async () => {
    const record = await commit('acc_1');
    await assert.rejects(redis.records(AWAY_RECORDS).erase(SITE, ['acc_1'], 100), RecordsAway);
    assert.equal((await traces(record)).length, 2);
  });
});
