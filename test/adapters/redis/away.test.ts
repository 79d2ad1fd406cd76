import assert from 'node:assert/strict';
import { sampleRecord, sampleReport } from '../../contract/sample-record.ts';
import { startDroppingProxy } from '../../support/dropping-proxy.ts';
import { eventually } from '../../support/eventually.ts';
import { needs } from '../../support/parts.ts';
import { type RedisServer, startRedis } from '../../support/redis-server.ts';
import {
  ACCOUNT,
  away,
  commitOf,
  failuresOf,
  load,
  NO_RECORDS,
  opened,
  rejectedAfterMs,
  rejectedWithin,
  SITE,
  T,
  useOf,
  WITHIN_MS,
} from './opened.ts';

const SOON_MS = 150;

describe('Redis that is away', function () {
  this.timeout(30_000);
  let server: RedisServer;
  let redis: Awaited<ReturnType<typeof opened>>;
  beforeEach(async function () {
    needs(this, 'redis');
    server = await startRedis();
    redis = await opened([server.url]);
  });
  afterEach(async () => {
    await redis?.close();
    await server?.stop();
  });
  const works = () =>
    redis.state.check(1000).then(
      () => true,
      () => false,
    );

  it('is refused at once while it is stopped, and used again when it is back, though it forgot everything', async () => {
    assert.equal(await redis.state.commit(commitOf(), WITHIN_MS), 'done');
    await server.halt();
    await eventually('the connection is known to be lost', () => redis.watch.said.onLost.length >= 1);
    await rejectedWithin(SOON_MS, load(redis.state, { reportId: 'r' }));
    await assert.rejects(redis.state.commit(commitOf(), WITHIN_MS), away('unreachable'));
    await server.restart();
    await eventually('it is used again', works);
    assert.equal(await failuresOf(redis.state, ACCOUNT), 0);
    assert.equal(await redis.state.commit(commitOf(), WITHIN_MS), 'done');
    assert.equal(await failuresOf(redis.state, ACCOUNT), 1);
  });

  it('says once that a machine is lost, however often it is tried again', async () => {
    await server.kill();
    const { said } = redis.watch;
    await eventually('it is known to be lost', () => said.onLost.length > 0);
    await server.restart();
    await eventually('it is used again', works);
    await eventually('that is said', () => said.onReady.length === 2);
    assert.deepEqual(
      said.onLost.map(([node]) => node),
      [new URL(server.url).host],
    );
  });

  it('carries out nothing late that was given up while it was frozen', async () => {
    const report = sampleReport();
    const nonce = { id: 'n-1', expiresAt: T + 600_000 };
    await redis.state.saveReport(report, nonce, WITHIN_MS);
    const record = sampleRecord({ createdAt: T, accountRef: 'acc_1' });
    const token = { reportId: report.id, seenUses: 0, use: useOf(record.id) };
    const idempotency = { key: 'k', digest: 'd', expiresAt: T + 600_000, replaces: null };
    const later = { id: 'n-2', expiresAt: T + 600_000 };
    server.freeze();
    const given = await Promise.allSettled([
      redis.state.commit(commitOf({ record, token, idempotency }), 100),
      redis.state.saveReport(sampleReport(), later, 100),
      redis.state.change({ siteId: SITE, now: T, changes: commitOf().changes, idempotency: null }, 100),
      rejectedWithin(100 + SOON_MS, redis.state.check(100)),
    ]);
    assert.deepEqual(
      given.map(it => it.status),
      ['rejected', 'rejected', 'rejected', 'fulfilled'],
    );
    assert.ok(given[0]?.status === 'rejected' && away('timed-out')(given[0].reason));
    server.thaw();
    await eventually('it answers again', works);
    assert.equal(await failuresOf(redis.state, ACCOUNT), 0);
    const loaded = await load(redis.state, { reportId: report.id, idempotencyKey: 'k' });
    assert.deepEqual([loaded.uses, loaded.idempotent], [[], null]);
    assert.equal(await redis.records(NO_RECORDS).screening(SITE, record.id), null);
    assert.equal(await redis.state.saveReport(sampleReport(), later, WITHIN_MS), 'saved');
    assert.equal(await redis.state.commit(commitOf({ record, token, idempotency }), WITHIN_MS), 'done');
  });

  it('changes nothing of a commit when its memory is full, still answers reads, and goes on when there is room', async () => {
    const report = sampleReport();
    await redis.state.saveReport(report, { id: 'n-1', expiresAt: T + 600_000 }, WITHIN_MS);
    await server.ask('CONFIG', 'SET', 'maxmemory', '1');
    const record = sampleRecord({ createdAt: T, accountRef: 'acc_1' });
    const commit = commitOf({ record, token: { reportId: report.id, seenUses: 0, use: useOf(record.id) } });
    await assert.rejects(redis.state.commit(commit, WITHIN_MS), away('failed'));
    await assert.rejects(redis.state.check(WITHIN_MS), away('failed'));
    const loaded = await load(redis.state, { reportId: report.id, subjects: [ACCOUNT] });
    assert.deepEqual([loaded.report?.id, loaded.uses, loaded.subjects], [report.id, [], [null]]);
    await server.ask('CONFIG', 'SET', 'maxmemory', '0');
    assert.equal(await redis.state.commit(commit, WITHIN_MS), 'done');
  });

  it('refuses writes to a copy that only reads, and finds out when it is none any more', async () => {
    await server.ask('REPLICAOF', '127.0.0.1', '1');
    await assert.rejects(redis.state.commit(commitOf(), WITHIN_MS), away('failed'));
    await eventually('the connection is given up: the address may lead to another by now', async () => {
      await rejectedAfterMs(redis.state.commit(commitOf(), WITHIN_MS));
      return redis.watch.said.onLost.some(([, error]) => /only reads/.test(error.message));
    });
    await server.ask('REPLICAOF', 'NO', 'ONE');
    await eventually('it is used again', works);
  });
});

describe('the network to Redis', function () {
  this.timeout(40_000);
  before(function () {
    needs(this, 'redis');
  });

  it('is known to be cut at once, and used again when it is back', async () => {
    const server = await startRedis();
    const proxy = await startDroppingProxy(server.port);
    const redis = await opened([`redis://127.0.0.1:${proxy.port}`]);
    try {
      proxy.cut();
      await eventually('a call is refused', () => redis.state.check(1000).then(() => false, away('unreachable')));
      await rejectedWithin(SOON_MS, redis.state.check(WITHIN_MS));
      proxy.resume();
      await eventually('it is used again', () =>
        redis.state.check(1000).then(
          () => true,
          () => false,
        ),
      );
    } finally {
      await redis.close();
      await proxy.stop();
      await server.stop();
    }
  });

  it('gets a new connection where the old one says nothing any more', async () => {
    const server = await startRedis();
    const proxy = await startDroppingProxy(server.port);
    const redis = await opened([`redis://127.0.0.1:${proxy.port}`]);
    try {
      const readyBefore = redis.watch.said.onReady.length;
      proxy.blackhole();
      await eventually(
        'it is not asked in vain any more',
        () => redis.state.check(100).then(() => false, away('unreachable')),
        {
          withinMs: 15_000,
        },
      );
      proxy.resume();
      await eventually('it is used again', () =>
        redis.state.check(1000).then(
          () => true,
          () => false,
        ),
      );
      assert.ok(redis.watch.said.onReady.length > readyBefore);
      assert.equal(await redis.state.commit(commitOf(), WITHIN_MS), 'done');
    } finally {
      await redis.close();
      await proxy.stop();
      await server.stop();
    }
  });
});
