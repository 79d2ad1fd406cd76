import assert from 'node:assert/strict';
import { attentiveMs } from '../../../server/adapters/attentive-clock.ts';
import { shardOf } from '../../../server/adapters/redis/key-names.ts';
import type { RecordEvent, RecordSink } from '../../../server/adapters/sql/record-sink.ts';
import { RecordsAway } from '../../../server/errors.ts';
import type { StoredOutcome } from '../../../server/ports/records.ts';
import { sampleRecord, sampleSpooled } from '../../contract/sample-record.ts';
import { eventually } from '../../support/eventually.ts';
import { needs } from '../../support/parts.ts';
import { type RedisServer, startRedis } from '../../support/redis-server.ts';
import { ACCOUNT, away, commitOf, eventsIn, failuresOf, NO_RECORDS, opened, SITE, T, WITHIN_MS } from './opened.ts';

type Redis = Awaited<ReturnType<typeof opened>>;

const outcomeOf = (comment: string): StoredOutcome => ({
  result: 'fraud',
  source: null,
  comment,
  confidence: 1,
  at: T,
});

/** Keeps what it is given, in order; `refuses` says why not. */
function sinkOf(refuses: (events: readonly RecordEvent[]) => Error | null = () => null) {
  const stored: RecordEvent[] = [];
  const sink: RecordSink = {
    store: async events => {
      const error = refuses(events);
      if (error !== null) throw error;
      stored.push(...events);
    },
  };
  return { ...sink, stored };
}

const idOf = (event: RecordEvent): string => (event.kind === 'screening' ? event.rows.screening.id : event.screeningId);

describe('the outbox', function () {
  this.timeout(30_000);
  let server: RedisServer;
  const open: Redis[] = [];
  const openOne = async (limits: Parameters<typeof opened>[1] = {}): Promise<Redis> => {
    const redis = await opened([server.url], limits);
    open.push(redis);
    return redis;
  };
  before(async function () {
    needs(this, 'redis');
    server = await startRedis();
  });
  beforeEach(() => server.ask('FLUSHALL'));
  afterEach(async () => {
    await Promise.all(open.splice(0).map(it => it.close()));
  });
  after(() => server?.stop());

  const commitTo = async ({ state }: Redis, accountRef: string | null): Promise<string> => {
    const record = sampleRecord({ createdAt: T, accountRef });
    assert.equal(await state.commit(commitOf({ record, changes: [] }), WITHIN_MS), 'done');
    return record.id;
  };
  const isEmpty = async (): Promise<boolean> => (await eventsIn(server)) === 0;
  const emptied = () => eventually('the outbox is empty', isEmpty);

  it('moves every event once, those of one account in their order, and lets the records go later', async () => {
    const redis = await openOne();
    const records = redis.records(NO_RECORDS);
    const wanted = new Map<string, string[]>();
    for (let n = 0; n < 120; n++) {
      const ref = `acc_${n % 7}`;
      const own = wanted.get(ref) ?? [];
      wanted.set(ref, own);
      const id = await commitTo(redis, ref);
      own.push(`${id} screening`);
      if (n % 5 > 0) continue;
      await records.addOutcome(SITE, id, outcomeOf('a'), 9);
      await records.addOutcome(SITE, id, outcomeOf('b'), 9);
      own.push(`${id} 0 a`, `${id} 1 b`);
    }
    const sink = sinkOf();
    const drainer = redis.startDrainer(sink);
    await emptied();
    await drainer.stop();
    const told = sink.stored.map(it =>
      it.kind === 'screening' ? `${it.rows.screening.id} screening` : `${it.screeningId} ${it.n} ${it.outcome.comment}`,
    );
    for (const [ref, own] of wanted) {
      assert.deepEqual(
        told.filter(it => own.includes(it)),
        own,
        ref,
      );
    }
    assert.equal(told.length, 120 + 48);
    const [first] = sink.stored;
    assert.ok(first !== undefined);
    const key = `sk:{o:${shardOf('acc_0', '')}}:${SITE}:${wanted.get('acc_0')?.[0]?.split(' ')[0]}`;
    const life = Number(await server.ask('PTTL', key));
    assert.ok(life > 290_000 && life <= 300_000, `${life}`);
    assert.notEqual(await records.screening(SITE, idOf(first)), null);
  });

  it('keeps a record that was moved for as long as a later outcome waits', async () => {
    const redis = await openOne();
    const records = redis.records(NO_RECORDS);
    const id = await commitTo(redis, 'acc_1');
    const drainer = redis.startDrainer(sinkOf());
    await emptied();
    await drainer.stop();
    await records.addOutcome(SITE, id, outcomeOf('late'), 9);
    const key = `sk:{o:${shardOf('acc_1', '')}}:${SITE}:${id}`;
    assert.equal(await server.ask('PTTL', key), '-1');
    const sink = sinkOf();
    const next = redis.startDrainer(sink);
    await emptied();
    await next.stop();
    assert.deepEqual(sink.stored, [
      { kind: 'outcome', siteId: SITE, screeningId: id, n: 0, outcome: outcomeOf('late') },
    ]);
    assert.ok(Number(await server.ask('PTTL', key)) > 0);
  });

  it('tells a restored record as one that replaces', async () => {
    const redis = await openOne();
    const record = sampleRecord({ createdAt: T, accountRef: 'acc_1' });
    await redis.state.restore(sampleSpooled({ record }));
    const sink = sinkOf();
    const drainer = redis.startDrainer(sink);
    await emptied();
    await drainer.stop();
    assert.deepEqual(
      sink.stored.map(it => it.kind === 'screening' && [it.rows.screening.id, it.replace]),
      [[record.id, true]],
    );
  });

  it('says that it fills at half and at four fifths, refuses whole what is beyond, and takes more when it was moved', async () => {
    // Ten events a shard; all of one account, so of one shard.
    const redis = await openOne({ outboxEventsMax: 160 });
    let isAway = true;
    const drainer = redis.startDrainer(sinkOf(() => (isAway ? new RecordsAway() : null)));
    const { said } = redis.watch;
    const shares = () => said.onFilling.map(([share]) => share);
    const id = await commitTo(redis, 'acc_1');
    for (let n = 1; n < 5; n++) await commitTo(redis, 'acc_1');
    await eventually('half is said', () => shares().length === 1);
    for (let n = 5; n < 10; n++) await commitTo(redis, 'acc_1');
    await eventually('four fifths are said', () => shares().length === 2);
    assert.deepEqual(shares(), [0.5, 0.8]);
    const over = commitOf();
    await assert.rejects(redis.state.commit(over, WITHIN_MS), away('full'));
    await assert.rejects(redis.state.restore({ ...over, idempotency: null }), away('full'));
    await assert.rejects(redis.state.check(WITHIN_MS), away('full'));
    assert.equal(await failuresOf(redis.state, ACCOUNT), 0);
    const records = redis.records(NO_RECORDS);
    assert.equal(await records.screening(SITE, over.record.id), null);
    await assert.rejects(records.addOutcome(SITE, id, outcomeOf('x'), 9), RecordsAway);
    await eventually('it says how full it is', () =>
      said.onLag.some(([lag]) => lag.fullness === 1 && lag.waiting === 10),
    );
    assert.ok(said.onFailed.length > 0);
    isAway = false;
    await emptied();
    assert.equal(await redis.state.commit(over, WITHIN_MS), 'done');
    await drainer.stop();
  });

  it('is emptied though the memory of Redis is full', async () => {
    const redis = await openOne();
    const ids = [await commitTo(redis, 'acc_1'), await commitTo(redis, 'acc_2')];
    await server.ask('CONFIG', 'SET', 'maxmemory', '1');
    try {
      await assert.rejects(redis.state.commit(commitOf(), WITHIN_MS), away('failed'));
      const sink = sinkOf(events => (events.some(it => idOf(it) === ids[0]) ? new Error('text not taken') : null));
      const drainer = redis.startDrainer(sink);
      await emptied();
      await drainer.stop();
      assert.deepEqual([sink.stored.map(idOf), redis.watch.said.onDeadLetter.length], [ids.slice(1), 1]);
    } finally {
      await server.ask('CONFIG', 'SET', 'maxmemory', '0');
    }
  });

  it('waits for records that are away, and loses nothing of what came meanwhile', async () => {
    const redis = await openOne();
    let isAway = true;
    const sink = sinkOf(() => (isAway ? new RecordsAway() : null));
    const drainer = redis.startDrainer(sink);
    const ids = [await commitTo(redis, 'acc_1')];
    await eventually('it was tried several times', () => redis.watch.said.onFailed.length >= 3);
    ids.push(await commitTo(redis, 'acc_1'), await commitTo(redis, 'acc_1'));
    isAway = false;
    await emptied();
    await drainer.stop();
    assert.deepEqual(sink.stored.map(idOf), ids);
    assert.deepEqual(redis.watch.said.onDeadLetter, []);
  });

  it('sets aside what cannot be read and what the records refuse for itself, and moves all others', async () => {
    const redis = await openOne();
    const ids: string[] = [];
    for (let n = 0; n < 12; n++) ids.push(await commitTo(redis, 'acc_1'));
    const [poison = '', broken = '', gone = ''] = [ids[3], ids[7], ids[9]];
    const shard = shardOf('acc_1', '');
    await server.ask('HSET', `sk:{o:${shard}}:${SITE}:${broken}`, 'h', '{"codes":');
    await server.ask('DEL', `sk:{o:${shard}}:${SITE}:${gone}`);
    const sink = sinkOf(events => (events.some(it => idOf(it) === poison) ? new Error('text not taken') : null));
    const drainer = redis.startDrainer(sink);
    await emptied();
    await drainer.stop();
    const bad = [poison, broken, gone];
    assert.deepEqual(
      sink.stored.map(idOf),
      ids.filter(it => !bad.includes(it)),
    );
    const letters = redis.watch.said.onDeadLetter.map(([it]) => it);
    assert.deepEqual(letters.map(it => it.record).toSorted(), bad.map(it => `${SITE}:${it}`).toSorted());
    const kept = await server.ask('XRANGE', `sk:{o:${shard}}:dead`, '-', '+');
    for (const words of ['text not taken', 'its record is gone', 'JSON']) assert.match(kept, new RegExp(words));
    assert.equal((await redis.records(NO_RECORDS).screening(SITE, poison))?.id, poison);
  });

  it('blames no event where the records refuse all of them', async () => {
    const redis = await openOne();
    let isBroken = true;
    const sink = sinkOf(() => (isBroken ? new Error('no such table') : null));
    for (let n = 0; n < 5; n++) await commitTo(redis, `acc_${n}`);
    const drainer = redis.startDrainer(sink);
    await eventually('it was tried more often than one event would be', () => redis.watch.said.onFailed.length >= 6, {
      withinMs: 20_000,
    });
    assert.deepEqual(redis.watch.said.onDeadLetter, []);
    isBroken = false;
    await emptied();
    await drainer.stop();
    assert.equal(sink.stored.length, 5);
  });

  it('sets a single event aside that is refused again and again', async () => {
    const redis = await openOne();
    await commitTo(redis, 'acc_1');
    const drainer = redis.startDrainer(sinkOf(() => new Error('text not taken')));
    // It is tried less and less often: on a busy machine that takes its time.
    await eventually('it is set aside', () => redis.watch.said.onDeadLetter.length === 1, { withinMs: 25_000 });
    await drainer.stop();
    assert.ok(await isEmpty());
  });

  it('stops in time while the records say nothing, and another goes on at once with the same events', async () => {
    const redis = await openOne();
    const id = await commitTo(redis, 'acc_1');
    let asked = 0;
    const drainer = redis.startDrainer({
      store: () => {
        asked++;
        return new Promise(() => {});
      },
    });
    await eventually('the records are asked', () => asked > 0);
    const began = attentiveMs();
    await drainer.stop();
    assert.ok(attentiveMs() - began < 6000);
    const sink = sinkOf();
    const next = (await openOne()).startDrainer(sink);
    await eventually('the other has it', () => sink.stored.map(idOf).includes(id), { withinMs: 3000 });
    await next.stop();
  });

  it('is moved by several processes, each shard by one of them, and each of them has some', async function () {
    this.timeout(90_000);
    // Opened before the first begins: alone it would soon have all, see outbox-lease.test.ts for how those that come later get theirs.
    const all = [await openOne(), await openOne(), await openOne()];
    const drained = all.map(redis => {
      const sink = sinkOf();
      return { redis, sink, drainer: redis.startDrainer(sink) };
    });
    const shared = async (): Promise<boolean> => {
      const leases = Array.from({ length: 16 }, (_, shard) => `sk:{o:${shard}}:lease`);
      const names = (await server.ask('MGET', ...leases)).split('\n');
      return names.length === 16 && names.every(it => it !== '') && new Set(names).size === 3;
    };
    await eventually('every shard has somebody, and everybody some', shared, { withinMs: 70_000 });
    const [first] = drained;
    assert.ok(first !== undefined);
    const ids: string[] = [];
    for (let n = 0; n < 64; n++) ids.push(await commitTo(first.redis, `acc_${n}`));
    await emptied();
    await Promise.all(drained.map(it => it.drainer.stop()));
    assert.deepEqual(drained.flatMap(it => it.sink.stored.map(idOf)).toSorted(), ids.toSorted());
    assert.ok(drained.every(it => it.sink.stored.length > 0));
  });
});
