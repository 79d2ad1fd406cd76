import assert from 'node:assert/strict';
import { subjectKeys } from '../../../server/adapters/redis/key-names.ts';
import { type Change, COUNTS_LIFE_MS, SUBJECTS } from '../../../server/core/subjects/subject.ts';
import { needs } from '../../support/parts.ts';
import { type RedisServer, startRedis } from '../../support/redis-server.ts';
import { ACCOUNT, opened, SITE, T, WITHIN_MS } from './opened.ts';

const SLACK_MS = 60_000;

describe('the life of a subject in Redis', () => {
  let server: RedisServer;
  let redis: Awaited<ReturnType<typeof opened>>;
  before(async function () {
    needs(this, 'redis');
    server = await startRedis();
    redis = await opened([server.url]);
  });
  after(async () => {
    await redis?.close();
    await server?.stop();
  });

  const change = (...changes: Change[]) =>
    redis.state.change(
      { siteId: SITE, now: T, changes: [{ subject: ACCOUNT, changes }], idempotency: null },
      WITHIN_MS,
    );
  const assertLife = async (lifeMs: number): Promise<void> => {
    for (const key of subjectKeys(SITE, ACCOUNT)) {
      const left = Number(await server.ask('PTTL', key));
      assert.ok(left > lifeMs - SLACK_MS && left <= lifeMs, `${key}: ${left} of ${lifeMs}`);
    }
  };

  it('is that of its counts, and its own while a list of it has members; its large sets end with it', async () => {
    const values = Array.from(
      { length: 100 },
      (_, n): Change => ({ kind: 'distinct', name: 'devices', value: `d${n}` }),
    );
    await change(...values);
    await assertLife(COUNTS_LIFE_MS);
    await change({ kind: 'add', list: 'logins', member: 'scr_1' });
    await assertLife(SUBJECTS.account.lifeMs);
    await change({ kind: 'remove', list: 'logins', member: 'scr_1' });
    await assertLife(COUNTS_LIFE_MS);
  });
});
