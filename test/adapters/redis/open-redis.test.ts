import assert from 'node:assert/strict';
import { freePort } from '../../support/free-port.ts';
import { needs } from '../../support/parts.ts';
import { startRedis } from '../../support/redis-server.ts';
import { opened } from './opened.ts';

describe('openRedis', () => {
  before(function () {
    needs(this, 'redis');
  });

  it('says where Redis cannot be reached, why, and what to mend; no password in it', async () => {
    const port = await freePort();
    await assert.rejects(opened([`redis://:hush@127.0.0.1:${port}`]), (error: Error) => {
      assert.match(
        error.message,
        new RegExp(`^Redis cannot be used at 127.0.0.1:${port}: .*ECONNREFUSED.*SEKISHO_REDIS_URL`),
      );
      assert.doesNotMatch(error.message, /hush/);
      return true;
    });
    await assert.rejects(opened([`redis://127.0.0.1:${port}`, 'redis://127.0.0.1:1']), /cannot be used at/);
  });

  it('refuses a server that asks for a password it was not given, and opens with it', async () => {
    const server = await startRedis();
    try {
      await server.ask('CONFIG', 'SET', 'requirepass', 'hush');
      await assert.rejects(opened([server.url]), /NOAUTH/);
      const redis = await opened([server.url.replace('redis://', 'redis://:hush@')]);
      await redis.state.check(1000);
      await redis.close();
    } finally {
      await server.stop();
    }
  });

  it('refuses a server that drops any key when it is full, and warns of little memory and of nothing kept on disk', async () => {
    const server = await startRedis();
    try {
      const redis = await opened([server.url]);
      assert.equal(redis.watch.said.onWarning.length, 1);
      assert.match(String(redis.watch.said.onWarning), /append-only/);
      await redis.close();
      await server.ask('CONFIG', 'SET', 'maxmemory', '100mb');
      const small = await opened([server.url]);
      assert.match(String(small.watch.said.onWarning), /0\.1 GB.*8\.2 GB of a full outbox/);
      await small.close();
      await server.ask('CONFIG', 'SET', 'maxmemory-policy', 'allkeys-lru');
      await assert.rejects(opened([server.url]), /allkeys-lru.*noeviction/);
    } finally {
      await server.stop();
    }
  });
});
