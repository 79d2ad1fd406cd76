import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { closing } from '../support/closing.ts';
import { eventually } from '../support/eventually.ts';
import { addSite, assertProblem, type GateClient, gateClient, HOLDS_WITHIN, send } from '../support/gate-client.ts';
import { needs } from '../support/parts.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { type RedisServer, startRedis } from '../support/redis-server.ts';
import { startServer, type TestServer } from '../support/server.ts';

describe('api: a gate on Redis and PostgreSQL', function () {
  this.timeout(90_000);
  const close = closing();
  let redis: RedisServer;
  let postgres: PostgresServer;
  let env: Record<string, string>;
  let server: TestServer;
  let gate: GateClient;
  let bank: GateClient;

  before(async function () {
    needs(this, 'redis', 'postgres');
    redis = await startRedis({ appendfsync: 'everysec' });
    close(() => redis.stop());
    postgres = await startPostgres();
    close(() => postgres.stop());
    env = await settings();
    server = await startServer({ args: ['--workers', '2'], env });
    close(() => server.stop());
    gate = gateClient(server.url);
    bank = await addSite(server, 'bank');
  });

  const settings = async () => ({
    SEKISHO_SECRET: `canary-${randomBytes(32).toString('hex')}`,
    SEKISHO_REDIS_URL: redis.url,
    SEKISHO_POSTGRES_URL: await postgres.createDatabase(),
    SEKISHO_LOG: 'info',
  });
  const ready = async () => {
    const { status, text } = await gate.get('/health/ready', {});
    return [status, JSON.parse(text)];
  };
  const isReady = async (records: 'ok' | 'away') => {
    const [status, body] = await ready();
    return status === 200 && body.records === records;
  };
  const ids = async (count: number): Promise<readonly string[]> =>
    Promise.all(Array.from({ length: count }, async (_, i) => (await bank.ask({ account: { id: `a-${i}` } })).id));

  it('is ready, moves what it answered to PostgreSQL, and counts it', async () => {
    assert.deepEqual(await ready(), [200, { status: 'ok', records: 'ok' }]);
    const asked = await ids(20);
    await eventually('all are moved', async () => (await gate.metric('sekisho_outbox_moved_total')) >= asked.length);
    const found = (await bank.search({ limit: '100' })).items.map(it => it.id);
    assert.deepEqual(found.toSorted(), asked.toSorted());
    await eventually('none waits', async () => (await gate.metric('sekisho_outbox_waiting')) === 0);
    assert.ok((await gate.metric('sekisho_store_seconds_count', { store: 'state', operation: 'commit' })) >= 20);
  });

  it('goes on answering while PostgreSQL is away, says so, and knows its sites', async () => {
    await postgres.pause();
    await eventually('it says that the records are away', () => isReady('away'));
    const [id = ''] = await ids(1);
    assert.equal((await bank.read(id)).id, id, 'what waits in Redis can be read');
    assertProblem(await bank.get('/v1/screenings'), 'records-away');
    const old = await eventually('the sites grow old', async () => {
      const age = await gate.metric('sekisho_known_sites_age_seconds');
      return age > 1.5 && age;
    });
    assert.ok(old < 60, `${old} s`);
    await eventually('the outbox lags', async () => (await gate.metric('sekisho_outbox_oldest_seconds')) > 1);
    await assert.rejects(server.cli('sites'), /^Error: PostgreSQL at 127\.0\.0\.1:\d+\/test_\w+ cannot be used: /);
  });

  it('follows its sites, and is searched, when PostgreSQL is back', async () => {
    await postgres.resume();
    await eventually('it is ready', () => isReady('ok'));
    await eventually('what waited is moved', async () => (await gate.metric('sekisho_outbox_waiting')) === 0);
    assert.equal((await bank.search({ limit: '100' })).items.length, 21);
    await server.cli('sites', 'mode', 'bank', 'enforce');
    const modes = async () => {
      const each = Array.from({ length: 8 }, () => bank.ask({ account: { id: 'mode' } }, { connection: 'close' }));
      return (await Promise.all(each)).map(it => it.mode);
    };
    await eventually('each process enforces', async () => (await modes()).every(it => it === 'enforce'), HOLDS_WITHIN);
  });

  it('is not ready while Redis is frozen, and needs no restart after', async () => {
    redis.freeze();
    try {
      await eventually('it is not ready', async () => (await ready())[0] === 503);
      assert.equal((await send(server.url, '/health/live')).status, 200);
      assert.ok((await gate.metric('sekisho_workers_running')) === 2, 'metrics need no store');
    } finally {
      redis.thaw();
    }
    await eventually('it is ready', () => isReady('ok'));
  });

  it('lets the command that needs no Redis do its work while Redis is away', async () => {
    await redis.halt();
    try {
      assert.match(await server.cli('sites', 'agent', 'bank', 'off'), /agent off/);
      const refused = () => gate.get(`/v1/nonce?site=${bank.siteKey}`, {});
      await eventually('the agent is off', async () => (await refused()).status === 403, HOLDS_WITHIN);
    } finally {
      await redis.restart();
    }
    await eventually('it is ready', () => isReady('ok'));
    await server.cli('sites', 'agent', 'bank', 'on');
  });

  it('says what it waits for once, and shows no secret in its log', async () => {
    const log = server.output.stderr;
    const said = log.match(/the sites cannot be read/g) ?? [];
    assert.equal(said.length, 2, 'once a process');
    assert.match(log, /records cannot be moved to PostgreSQL now/);
    assert.ok(!/canary-|postgres:\/\/|redis:\/\//.test(log + server.output.stdout));
  });

  it('ends well at SIGTERM, and leaves nothing that was answered behind', async () => {
    const asked = await ids(10);
    assert.equal(await server.stop({ keepData: true }), 0);
    const again = await startServer({ dataFolder: server.dataFolder, env });
    close(() => again.stop());
    const other = gateClient(again.url, { key: bank.bearer.authorization.replace('Bearer ', '') });
    for (const id of asked) assert.equal((await other.read(id)).id, id);
    const all = async () => (await other.search({ limit: '100' })).items.map(it => it.id);
    await eventually('all are in PostgreSQL', async () => (await all()).length >= asked.length);
    await eventually('each is there once', async () => {
      const found = await all();
      return new Set(found).size === found.length && asked.every(it => found.includes(it));
    });
  });
});
