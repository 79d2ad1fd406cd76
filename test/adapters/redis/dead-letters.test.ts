import assert from 'node:assert/strict';
import { shardOf } from '../../../server/adapters/redis/key-names.ts';
import type { RecordEvent, RecordSink } from '../../../server/adapters/sql/record-sink.ts';
import type { ScreeningRecord, StoredOutcome } from '../../../server/ports/records.ts';
import { sampleRecord } from '../../contract/sample-record.ts';
import { eventually } from '../../support/eventually.ts';
import { needs } from '../../support/parts.ts';
import { type RedisServer, startRedis } from '../../support/redis-server.ts';
import { commitOf, eventsIn, NO_RECORDS, opened, SITE, T, WITHIN_MS } from './opened.ts';

const outcomeOf = (comment: string): StoredOutcome => ({
  result: 'fraud',
  source: null,
  comment,
  confidence: 1,
  at: T,
});
const idOf = (event: RecordEvent): string => (event.kind === 'screening' ? event.rows.screening.id : event.screeningId);
const lineOf = (event: RecordEvent): string =>
  event.kind === 'screening'
    ? `${event.rows.screening.id} ${event.replace}`
    : `${event.screeningId} ${event.n} ${event.outcome.comment}`;

describe('dead letters', function () {
  this.timeout(30_000);
  let server: RedisServer;
  let redis: Awaited<ReturnType<typeof opened>>;
  const SHARD = shardOf('acc_1', '');
  before(async function () {
    needs(this, 'redis');
    server = await startRedis();
  });
  beforeEach(async () => {
    await server.ask('FLUSHALL');
    // Ten events a shard.
    redis = await opened([server.url], { outboxEventsMax: 160 });
  });
  afterEach(() => redis?.close());
  after(() => server?.stop());

  const commit = async (): Promise<ScreeningRecord> => {
    const record = sampleRecord({ createdAt: T, accountRef: 'acc_1' });
    assert.equal(await redis.state.commit(commitOf({ record, changes: [] }), WITHIN_MS), 'done');
    return record;
  };
  const addOutcome = async ({ id }: ScreeningRecord, comment: string) =>
    assert.ok(await redis.records(NO_RECORDS).addOutcome(SITE, id, outcomeOf(comment), 99));
  /** Moves until nothing waits; what it stored, a line each. */
  const move = async (refuses: (event: RecordEvent) => boolean = () => false): Promise<string[]> => {
    const stored: string[] = [];
    const sink: RecordSink = {
      store: async events => {
        if (events.some(refuses)) throw new Error('text not taken');
        stored.push(...events.map(lineOf));
      },
    };
    const drainer = redis.startDrainer(sink);
    await eventually('all is moved or set aside', async () => (await eventsIn(server)) === 0, { withinMs: 20_000 });
    await drainer.stop();
    return stored;
  };
  const letters = async () => (await redis.deadLetters.list()).map(it => [it.name, it.kind, it.because]);
  const lifeOf = ({ id }: ScreeningRecord) => server.ask('PTTL', `sk:{o:${SHARD}}:${SITE}:${id}`);

  it('say what was refused, since when and why, and put back are moved', async () => {
    const [bad, good] = [await commit(), await commit()];
    const refuses = (it: RecordEvent) => idOf(it) === bad.id;
    assert.deepEqual(await move(refuses), [`${good.id} false`]);
    const [letter, ...others] = await redis.deadLetters.list();
    assert.ok(letter !== undefined && others.length === 0);
    const { shard, stream, name, kind, because } = letter;
    assert.deepEqual(
      [shard, stream, name, kind, because],
      [SHARD, `sk:{o:${SHARD}}:dead`, `${SITE}:${bad.id}`, 'screening', 'Error: text not taken'],
    );
    assert.ok(Math.abs(letter.since - Date.now()) < 60_000);
    assert.match(await server.ask('XRANGE', stream, letter.id, letter.id), /text not taken/);
    assert.equal(await redis.deadLetters.putBack([letter]), 'done');
    assert.equal(await redis.deadLetters.putBack([letter]), 'none');
    assert.deepEqual(await letters(), []);
    await commit();
    assert.equal((await move())[0], `${bad.id} false`);
    assert.ok(Number(await lifeOf(bad)) > 0, 'it ends as others that were moved do');
  });

  it('keep their record, and put back bring all its outcomes after it, whenever those came', async () => {
    const bad = await commit();
    const refuses = (it: RecordEvent) => idOf(it) === bad.id;
    await addOutcome(bad, 'a');
    await commit();
    await move(it => refuses(it) && it.kind === 'screening');
    await addOutcome(bad, 'b \u0000 \ud800');
    // Taken by the records, which know no such screening.
    await move(it => refuses(it) && it.kind === 'screening');
    assert.equal(await lifeOf(bad), '-1');
    await addOutcome(bad, 'c');
    const all = await redis.deadLetters.list();
    assert.deepEqual(
      all.map(it => it.kind),
      ['screening'],
    );
    assert.equal(await redis.deadLetters.putBack(all), 'done');
    const lines = [`${bad.id} false`, `${bad.id} 0 a`, `${bad.id} 1 b \u0000 \ud800`, `${bad.id} 2 c`];
    // The third waited already.
    assert.deepEqual(await move(), [lines[3], ...lines]);
    assert.ok(Number(await lifeOf(bad)) > 0);
  });

  it('of one record go back together: an outcome’s after its screening’s', async () => {
    const bad = await commit();
    await addOutcome(bad, 'a');
    await commit();
    await move(it => idOf(it) === bad.id);
    const all = await redis.deadLetters.list();
    assert.deepEqual(
      all.map(it => it.kind),
      ['screening', 'outcome'],
    );
    assert.equal(await redis.deadLetters.putBack(all.slice(1)), 'done');
    // The screening's is still one, and keeps the record.
    assert.deepEqual(await move(), [`${bad.id} false`, `${bad.id} 0 a`]);
    assert.equal(await lifeOf(bad), '-1');
    assert.equal(await redis.deadLetters.putBack(all), 'done');
    assert.deepEqual(await letters(), []);
    assert.deepEqual(await move(), [`${bad.id} false`, `${bad.id} 0 a`]);
    assert.ok(Number(await lifeOf(bad)) > 0);
  });

  it('are put back as what they were: a restored record replaces', async () => {
    const bad = await commit();
    await redis.state.restore({ record: bad, changes: [], idempotency: null });
    await commit();
    await move(it => it.kind === 'screening' && it.rows.screening.id === bad.id && it.replace);
    assert.equal(await redis.deadLetters.putBack(await redis.deadLetters.list()), 'done');
    assert.deepEqual(await move(), [`${bad.id} true`]);
  });

  it('stay where the outbox has no room for what belongs to them', async () => {
    const bad = await commit();
    for (const it of ['a', 'b']) await addOutcome(bad, it);
    await commit();
    await move(it => it.kind === 'screening' && it.rows.screening.id === bad.id);
    const all = await redis.deadLetters.list();
    for (let n = 0; n < 8; n++) await commit();
    assert.equal(await redis.deadLetters.putBack(all), 'full');
    assert.equal(await eventsIn(server, ':dead'), 1);
    await move();
    assert.equal(await redis.deadLetters.putBack(all), 'done');
  });

  it('without a record are struck off, and say so', async () => {
    const bad = await commit();
    await server.ask('DEL', `sk:{o:${SHARD}}:${SITE}:${bad.id}`);
    assert.deepEqual(await move(), []);
    assert.deepEqual(await letters(), [[`${SITE}:${bad.id}`, 'screening', 'Error: its record is gone']]);
    assert.equal(await redis.deadLetters.putBack(await redis.deadLetters.list()), 'gone');
    assert.deepEqual(await letters(), []);
    assert.equal((await server.ask('KEYS', `*${bad.id}`)).trim(), '');
  });
});
