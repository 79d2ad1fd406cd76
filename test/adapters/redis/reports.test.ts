import assert from 'node:assert/strict';
import { REPORT_SHARDS, reportKeys } from '../../../server/adapters/redis/key-names.ts';
import { sampleReport } from '../../contract/sample-record.ts';
import { needs } from '../../support/parts.ts';
import { type RedisServer, startRedis } from '../../support/redis-server.ts';
import { load, opened, SITE, T, WITHIN_MS } from './opened.ts';

describe('reports in Redis', () => {
  let server: RedisServer;
  let redis: Awaited<ReturnType<typeof opened>>;
  beforeEach(async function () {
    needs(this, 'redis');
    server = await startRedis();
    // Two a shard.
    redis = await opened([server.url], { reportsMax: 2 * REPORT_SHARDS });
  });
  afterEach(async () => {
    await redis?.close();
    await server?.stop();
  });

  let serial = 0;
  const save = async (id: string): Promise<void> => {
    const nonce = { id: `n-${++serial}`, expiresAt: T + 600_000 };
    assert.equal(await redis.state.saveReport(sampleReport({ id }), nonce, WITHIN_MS), 'saved');
  };
  const isThere = async (id: string): Promise<boolean> => (await load(redis.state, { reportId: id })).report !== null;

  /** Ids that lie in one shard. */
  const ofOneShard = (count: number): string[] => {
    const { list } = reportKeys(SITE, 'r-0');
    const found: string[] = [];
    for (let n = 0; found.length < count; n++) if (reportKeys(SITE, `r-${n}`).list === list) found.push(`r-${n}`);
    return found;
  };

  it('are bounded: beyond it the oldest go', async () => {
    const ids = ofOneShard(5);
    for (const id of ids) await save(id);
    assert.deepEqual(await Promise.all(ids.map(isThere)), [false, false, false, true, true]);
    assert.equal(await server.ask('LLEN', reportKeys(SITE, 'r-0').list), '2');
  });

  it('make room by themselves when they have expired', async () => {
    const ids = ofOneShard(3);
    const [first = '', second = '', third = ''] = ids;
    await save(first);
    await save(second);
    for (const id of [first, second]) await server.ask('DEL', reportKeys(SITE, id).key);
    await save(third);
    assert.equal(await server.ask('LRANGE', reportKeys(SITE, third).list, '0', '-1'), `${SITE}:${third}`);
  });

  it('end with their life, and the nonce with its own', async () => {
    await save('r-0');
    const { key, list } = reportKeys(SITE, 'r-0');
    for (const [it, most] of [
      [key, 86_400_000],
      [list, 86_400_000],
      [`sk:n:n-${serial}`, 600_000],
    ] as const) {
      const life = Number(await server.ask('PTTL', it));
      assert.ok(life > most - 10_000 && life <= most, `${it} ${life}`);
    }
  });

  it('leave nothing behind when they are erased', async () => {
    await save('r-0');
    await redis.state.erase({ siteId: SITE, subjects: [], reportIds: ['r-0'], idempotencyKeys: [] });
    assert.equal(await server.ask('KEYS', 'sk:{r:*'), '');
  });
});
