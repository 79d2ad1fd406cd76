import assert from 'node:assert/strict';
import type { OpenRedis } from '../../../server/adapters/redis/open-redis.ts';
import type { RecordSink } from '../../../server/adapters/sql/record-sink.ts';
import type { ScreeningRows } from '../../../server/adapters/sql/tables.ts';
import { RecordsAway } from '../../../server/errors.ts';
import type { Records, ScreeningRecord, ScreeningSearch, StoredOutcome } from '../../../server/ports/records.ts';
import type { Verdict } from '../../../shared/wire/judgement.ts';
import { fromDevice, sampleRecord } from '../../contract/sample-record.ts';
import { ModelRecords } from '../../differential/model-records.ts';
import { eventually } from '../../support/eventually.ts';
import { needs } from '../../support/parts.ts';
import { type RedisServer, sharedRedisCluster, startRedis } from '../../support/redis-server.ts';
import { commitOf, eventsIn, NO_RECORDS, opened, SITE, T, WITHIN_MS } from './opened.ts';

const outcomeOf = (comment: string): StoredOutcome => ({
  result: 'fraud',
  source: null,
  comment,
  confidence: 1,
  at: T,
});

describe('what waits of an account', function () {
  this.timeout(30_000);
  let server: RedisServer;
  let redis: Awaited<ReturnType<typeof opened>>;
  /** What was moved. */
  let model: ModelRecords;
  let others: Records;
  before(async function () {
    needs(this, 'redis');
    server = await startRedis();
  });
  beforeEach(async () => {
    await server.ask('FLUSHALL');
    redis = await opened([server.url]);
    model = new ModelRecords();
    others = {
      ...NO_RECORDS,
      screening: (...it) => model.screening(...it),
      search: (...it) => model.search(...it),
      addOutcome: (...it) => model.addOutcome(...it),
      erase: (...it) => model.erase(...it),
    };
  });
  afterEach(() => redis?.close());
  after(() => server?.stop());

  const recordOf = (
    accountRef: string,
    of: Partial<ScreeningRecord> = {},
    verdict: Verdict = 'OK',
  ): ScreeningRecord => {
    const record = sampleRecord({ accountRef, ...of }, ['webdriver']);
    return { ...record, answer: { ...record.answer, verdict } };
  };
  const commit = async (record: ScreeningRecord, on: OpenRedis = redis): Promise<ScreeningRecord> => {
    assert.equal(await on.state.commit(commitOf({ record, changes: [] }), WITHIN_MS), 'done');
    return record;
  };
  const putBack = (record: ScreeningRecord): Promise<void> =>
    redis.state.restore({ record, changes: [], idempotency: null });
  const recordIn = ({ screening, payload: { salt, sealed } }: ScreeningRows): ScreeningRecord => ({
    ...JSON.parse(screening.body),
    payload: { salt, sealed },
  });
  const sink = (): RecordSink => ({
    store: async events => {
      for (const it of events) {
        if (it.kind === 'screening') model.store(recordIn(it.rows));
        else await model.addOutcome(it.siteId, it.screeningId, it.outcome, 99);
      }
    },
  });
  const moveAll = async (): Promise<void> => {
    const drainer = redis.startDrainer(sink());
    await eventually('all is moved', async () => (await eventsIn(server)) === 0);
    await drainer.stop();
  };
  const found = async (
    search: Partial<ScreeningSearch> = {},
    records = redis.records(others),
  ): Promise<(readonly [string, number])[]> => {
    const all = await records.search(SITE, { accountRefs: ['acc_1'], limit: 100, ...search });
    return all.map(it => [it.id, it.outcomes.length] as const);
  };

  it('is found at once beside what was moved: each record once, with all its outcomes, newest first', async () => {
    const [a, b, c] = [recordOf('acc_1'), recordOf('acc_1'), recordOf('acc_1')];
    await commit(a);
    await commit(c);
    await moveAll();
    await commit(b);
    for (const it of [recordOf('acc_2'), recordOf('acc_1', { siteId: 'site-2' })]) await commit(it);
    const records = redis.records(others);
    for (const it of [a, b]) await records.addOutcome(SITE, it.id, outcomeOf('x'), 9);
    assert.deepEqual(await found(), [
      [c.id, 0],
      [b.id, 1],
      [a.id, 1],
    ]);
    assert.deepEqual(await found({ accountRefs: ['acc_1', 'acc_1', 'acc_old'], limit: 2 }), [
      [c.id, 0],
      [b.id, 1],
    ]);
    assert.deepEqual(await found({ before: c.id, limit: 1 }), [[b.id, 1]]);
    assert.deepEqual(await found({ from: b.createdAt, to: c.createdAt }), [[b.id, 1]]);
    assert.deepEqual(await found({ reason: 'no-token' }), []);
    assert.deepEqual(await found({ device: 'none' }), []);
    const known = fromDevice(recordOf('acc_1'), 'dev_1', 'key');
    await commit(known);
    await commit(fromDevice(recordOf('acc_1'), 'dev_1', 'linked'));
    assert.deepEqual(await found({ device: 'dev_1' }), [[known.id, 0]]);
    assert.equal((await redis.records(others).search(SITE, { limit: 9 })).length, 2, 'searches of all wait for it');
  });

  it('is found once where it is moved just between the two looks', async () => {
    const made = [await commit(recordOf('acc_1')), await commit(recordOf('acc_1'))];
    const movesFirst: Records = {
      ...others,
      search: async (...it) => {
        await moveAll();
        return model.search(...it);
      },
    };
    assert.deepEqual(
      (await found({}, redis.records(movesFirst))).map(([id]) => id),
      made.map(it => it.id).reverse(),
    );
  });

  it('counts as it waits where it was moved otherwise before, and older ones take its place', async () => {
    const made: ScreeningRecord[] = [];
    for (let n = 0; n < 7; n++) made.push(await commit(recordOf('acc_1')));
    await moveAll();
    const [a, b, c, d, e, f, g] = made;
    assert.ok(a && b && c && d && e && f && g);
    for (const it of [d, e, g]) await putBack({ ...it, answer: { ...it.answer, verdict: 'NG' } });
    const ids = async (search: Partial<ScreeningSearch>) => (await found(search)).map(([id]) => id);
    assert.deepEqual(await ids({ verdict: 'OK', limit: 2 }), [f.id, c.id]);
    assert.deepEqual(await ids({ verdict: 'NG', limit: 2 }), [g.id, e.id]);
    assert.deepEqual(await ids({ verdict: 'NG', limit: 9 }), [g.id, e.id, d.id]);
    assert.deepEqual(await ids({ limit: 9 }), made.map(it => it.id).reverse());
  });

  it('is found among very many of others, and is as many pages as there are', async () => {
    const ids: string[] = [];
    const made = Array.from({ length: 1200 }, (_, n) => recordOf(n % 5 === 0 ? 'acc_1' : 'acc_2'));
    await Promise.all(made.map(it => commit(it)));
    for (let before: string | undefined; ; ) {
      const page = await found({ limit: 100, ...(before === undefined ? {} : { before }) });
      ids.push(...page.map(([id]) => id));
      before = page.at(-1)?.[0];
      if (page.length < 100) break;
    }
    const wanted = made.filter(it => it.accountRef === 'acc_1').map(it => it.id);
    assert.equal(ids.join('\n'), wanted.reverse().join('\n'));
  });

  it('is found where it was set aside too', async () => {
    const record = await commit(recordOf('acc_1'));
    const drainer = redis.startDrainer({
      store: async () => {
        throw new Error('text not taken');
      },
    });
    await eventually('it is set aside', async () => (await eventsIn(server, ':dead')) === 1, { withinMs: 25_000 });
    await drainer.stop();
    assert.deepEqual(await found(), [[record.id, 0]]);
  });

  it('is not said to be all there is while Redis is away', async () => {
    model.store(recordOf('acc_1'));
    server.freeze();
    try {
      await assert.rejects(found(), RecordsAway);
    } finally {
      server.thaw();
    }
    await eventually('it answers again', () =>
      found().then(
        it => it.length === 1,
        () => false,
      ),
    );
  });

  it('is erased in either version, each told with what it points at, where an older one was moved', async () => {
    const older = await commit(recordOf('acc_1', { reportId: 'r', idempotencyKey: 'k' }));
    await moveAll();
    const restored = { ...older, reportId: null, idempotencyKey: 'later' };
    await putBack(restored);
    const records = redis.records(others);
    const told = [];
    for (const _ of [1, 2, 3]) told.push(await records.erase(SITE, ['acc_1'], 100));
    const { id } = older;
    assert.deepEqual(told, [
      [{ id, reportId: null, idempotencyKey: 'later' }],
      [{ id, reportId: 'r', idempotencyKey: 'k' }],
      [],
    ]);
    assert.equal(await records.screening(SITE, id), null);
  });

  it('is found and erased in a Cluster', async function () {
    needs(this, 'redis');
    const cluster = await sharedRedisCluster();
    await cluster.flush();
    const there = await opened(cluster.urls);
    try {
      const made = [await commit(recordOf('acc_1'), there), await commit(recordOf('acc_old'), there)];
      const records = there.records(others);
      const accountRefs = ['acc_1', 'acc_old'];
      const ids = made.map(it => it.id).reverse();
      assert.deepEqual(
        (await found({ accountRefs }, records)).map(([id]) => id),
        ids,
      );
      assert.deepEqual(
        (await records.erase(SITE, accountRefs, 9)).map(it => it.id),
        ids,
      );
      assert.deepEqual(await records.erase(SITE, accountRefs, 9), []);
    } finally {
      await there.close();
    }
  });
});
