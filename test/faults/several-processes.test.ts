import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { attentiveMs } from '../../server/adapters/attentive-clock.ts';
import { closing } from '../support/closing.ts';
import { eventually } from '../support/eventually.ts';
import { type GateClient, gateClient } from '../support/gate-client.ts';
import { needs } from '../support/parts.ts';
import { personReport } from '../support/person-report.ts';
import { sharedRedisCluster, startRedis } from '../support/redis-server.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { clusterSettings } from './stores-of-a-cluster.ts';
import { tellStory } from './story.ts';

const FOLLOWED_WITHIN_MS = 1000;
const ALONE = { connection: 'close' } as const;
/** Over connections of their own: more than enough to reach each of a few processes. */
const LOOKS = 8;

describe('faults: several processes', function () {
  this.timeout(90_000);
  const close = closing('afterEach');

  const start = async (options: Parameters<typeof startServer>[0]): Promise<TestServer> => {
    const server = await startServer(options);
    close(() => server.stop());
    return server;
  };
  /** Each request comes to the next of them. */
  const inTurn = (servers: readonly TestServer[]): (() => GateClient) => {
    const gates = servers.map(it => gateClient(it.url, { origin: servers[0]?.url ?? it.url }));
    let count = 0;
    return () => gates[count++ % gates.length] ?? gateClient('');
  };
  /** What one process answers that has everything to itself. */
  let alone: Awaited<ReturnType<typeof tellStory>>;

  before(async () => {
    const one = await start({});
    alone = await tellStory(inTurn([one]));
    assert.ok(
      alone.some(it => it.reasons.some(reason => reason.startsWith('device-many-accounts'))),
      'it tells of the guesses',
    );
    assert.ok(alone.some(it => it.replayed));
  });

  const followsChanges = async (server: TestServer, next: () => GateClient): Promise<void> => {
    for (const mode of ['observe', 'enforce'] as const) {
      await server.cli('sites', 'mode', 'demo', mode);
      const changedAt = attentiveMs();
      for (let right = 0; right < LOOKS; ) {
        const asked = attentiveMs() - changedAt;
        const answer = await next().ask({ account: { id: 'watcher' } }, ALONE);
        right = answer.mode === mode ? right + 1 : 0;
        assert.ok(answer.mode === mode || asked < FOLLOWED_WITHIN_MS, `still ${answer.mode} after ${asked} ms`);
        await pause(20);
      }
    }
  };

  it('two workers on one file answer as one process does, and follow a change of the site within a second', async () => {
    const server = await start({ args: ['--workers', '2'] });
    const next = inTurn([server]);
    assert.deepEqual(await tellStory(next), alone);
    await followsChanges(server, next);
  });

  it('two machines on Redis and PostgreSQL answer as one process does, and follow a change of the site within a second', async function () {
    needs(this, 'redis', 'postgres');
    const redis = await startRedis();
    close(() => redis.stop());
    const env = await clusterSettings(redis.url);
    const servers = [await start({ env }), await start({ env, args: ['--workers', '2'] })];
    const next = inTurn(servers);
    assert.deepEqual(await tellStory(next), alone);
    for (const server of servers) await followsChanges(server, next);
  });

  it('two machines on a Redis Cluster of three answer as one process does', async function () {
    needs(this, 'redis', 'postgres');
    const redis = await sharedRedisCluster();
    await redis.flush();
    const env = await clusterSettings(redis.urls.join(','));
    assert.deepEqual(await tellStory(inTurn([await start({ env }), await start({ env })])), alone);
  });

  it('a token is spent once and a nonce taken once, however many processes are asked at the same moment', async function () {
    needs(this, 'redis', 'postgres');
    const redis = await startRedis();
    close(() => redis.stop());
    const env = await clusterSettings(redis.url);
    const servers = [await start({ env }), await start({ env })];
    const next = inTurn(servers);
    const nonce = await next().nonce();
    const collected = await Promise.all(Array.from({ length: 8 }, () => next().sendReport({ ...personReport, nonce })));
    assert.deepEqual(collected.map(it => it.status).sort(), [200, ...Array.from({ length: 7 }, () => 409)]);
    const token = await next().field();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => next().ask({ account: { id: 'double-click' }, token })),
    );
    assert.equal(new Set(answers.map(it => it.id)).size, 1);
    assert.equal(answers.filter(it => it.replayed === true).length, 7);
    const stored = await eventually('a search finds it', async () => {
      const { items } = await next().search({ account: 'double-click' });
      return items.length > 0 && items;
    });
    assert.equal(stored.length, 1);
  });
});
