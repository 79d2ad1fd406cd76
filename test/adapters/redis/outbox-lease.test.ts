import assert from 'node:assert/strict';
import { openLink } from '../../../server/adapters/redis/open-link.ts';
import { OutboxLease } from '../../../server/adapters/redis/outbox-lease.ts';
import { needs } from '../../support/parts.ts';
import { type RedisServer, startRedis } from '../../support/redis-server.ts';

describe('the lease of the outbox', function () {
  this.timeout(30_000);
  let server: RedisServer;
  let link: Awaited<ReturnType<typeof openLink>>;
  before(async function () {
    needs(this, 'redis');
    server = await startRedis();
    link = await openLink([server.url], { onReady: () => {}, onError: () => {} }, null);
  });
  after(async () => {
    await link?.close();
    await server?.stop();
  });

  /** How many shards each holder has, the most first. */
  const held = async (): Promise<number[]> => {
    const keys = Array.from({ length: 16 }, (_, shard) => `sk:{o:${shard}}:lease`);
    const holders = (await server.ask('MGET', ...keys)).split('\n').filter(it => it !== '');
    const counts = [...Map.groupBy(holders, it => it).values()].map(it => it.length);
    return counts.toSorted((a, b) => b - a);
  };

  for (const startsAt of [2000, 3200, 4400]) {
    it(`is shared at the first round with processes that start ${startsAt} ms after one that has all`, async () => {
      await server.ask('FLUSHALL');
      let now = 0;
      const clock = () => now;
      const leases = [new OutboxLease(link, clock)];
      const until = async (end: number): Promise<void> => {
        for (; now < end; now += 200) for (const it of leases) await it.fetch(1);
      };
      await until(startsAt);
      assert.deepEqual(await held(), [16]);
      leases.push(new OutboxLease(link, clock), new OutboxLease(link, clock));
      await until(19_000);
      assert.deepEqual(await held(), [16]);
      await until(23_000);
      const counts = await held();
      assert.deepEqual([counts.length, counts.reduce((sum, it) => sum + it, 0)], [3, 16], counts.join(' '));
      assert.ok(counts.every(it => it >= 4));
    });
  }
});
