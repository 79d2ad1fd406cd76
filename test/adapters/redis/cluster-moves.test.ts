import assert from 'node:assert/strict';
import { subjectKeys } from '../../../server/adapters/redis/key-names.ts';
import { keySlot } from '../../../server/adapters/redis/key-slot.ts';
import { eventually } from '../../support/eventually.ts';
import { needs } from '../../support/parts.ts';
import { type RedisCluster, type RedisServer, startRedisCluster } from '../../support/redis-server.ts';
import { ACCOUNT, away, commitOf, failuresOf, opened, SITE, WITHIN_MS } from './opened.ts';

const SLOT = String(keySlot(subjectKeys(SITE, ACCOUNT)[0]));

describe('a Cluster that moves', function () {
  this.timeout(60_000);
  let cluster: RedisCluster;
  let redis: Awaited<ReturnType<typeof opened>>;
  beforeEach(async function () {
    needs(this, 'redis');
    cluster = await startRedisCluster(4);
    redis = await opened(cluster.urls.slice(0, 1));
  });
  afterEach(async () => {
    await redis?.close();
    await cluster?.stop();
  });

  const idOf = (node: RedisServer) => node.ask('CLUSTER', 'MYID');
  const slotsOf = async (node: RedisServer): Promise<string[]> =>
    / (\d+)-(\d+)(?:\s|$)/
      .exec((await node.ask('CLUSTER', 'NODES')).split('\n').find(it => it.includes('myself')) ?? '')
      ?.slice(1) ?? [];
  const owner = async (): Promise<RedisServer> => {
    for (const node of cluster.nodes) {
      const [first = '1', last = '0'] = await slotsOf(node);
      if (Number(first) <= Number(SLOT) && Number(SLOT) <= Number(last)) return node;
    }
    throw new Error('nobody has the slot');
  };
  const count = () => redis.state.commit(commitOf(), WITHIN_MS);

  it('is followed when a slot goes to another machine, and waited for while it goes', async () => {
    assert.equal(await count(), 'done');
    const from = await owner();
    const to = cluster.nodes.find(it => it !== from) ?? from;
    await to.ask('CLUSTER', 'SETSLOT', SLOT, 'IMPORTING', await idOf(from));
    await from.ask('CLUSTER', 'SETSLOT', SLOT, 'MIGRATING', await idOf(to));
    // Its large sets are not there: neither machine can tell whether they are on the other one.
    const midway = count();
    const keys = (await from.ask('CLUSTER', 'GETKEYSINSLOT', SLOT, '10')).split('\n');
    await from.ask('MIGRATE', '127.0.0.1', String(to.port), '', '0', '1000', 'KEYS', ...keys);
    for (const node of [to, from, ...cluster.nodes]) await node.ask('CLUSTER', 'SETSLOT', SLOT, 'NODE', await idOf(to));
    assert.equal(await midway, 'done');
    assert.equal(await failuresOf(redis.state, ACCOUNT), 2);
    assert.equal(await count(), 'done');
    assert.equal(await failuresOf(redis.state, ACCOUNT), 3);
  });

  it('is followed when a copy takes the place of a machine that died, without being opened again', async () => {
    // The fourth becomes the copy of the one that has the account's slot; another takes its slots over.
    const copy = cluster.nodes.at(-1);
    const master = await owner();
    assert.ok(copy !== undefined && master !== copy);
    const heir = cluster.nodes.find(it => it !== master && it !== copy);
    const range = await slotsOf(copy);
    // Its owner first: as long as that announces them, the others learn them again.
    for (const node of cluster.nodes.toReversed()) await node.ask('CLUSTER', 'DELSLOTSRANGE', ...range);
    await heir?.ask('CLUSTER', 'ADDSLOTSRANGE', ...range);
    await heir?.ask('CLUSTER', 'BUMPEPOCH');
    const masterId = await idOf(master);
    await eventually('the fourth is a copy', () =>
      copy.ask('CLUSTER', 'REPLICATE', masterId).then(
        it => it === 'OK',
        () => false,
      ),
    );
    for (const node of cluster.nodes) {
      await eventually('all agree', async () => /cluster_state:ok/.test(await node.ask('CLUSTER', 'INFO')), {
        withinMs: 20_000,
      });
    }
    await redis.close();
    redis = await opened(cluster.urls.slice(0, 1));
    await eventually('a commit is taken', () =>
      count().then(
        it => it === 'done',
        () => false,
      ),
    );
    const before = await failuresOf(redis.state, ACCOUNT);
    await eventually('the copy has it all', async () => (await master.ask('WAIT', '1', '1000')) === '1');
    await eventually('it is in step', async () => /master_link_status:up/.test(await copy.ask('INFO', 'replication')));
    await master.kill();
    await assert.rejects(count(), away('unreachable'));
    await eventually(
      'the copy answers in its place',
      () =>
        failuresOf(redis.state, ACCOUNT).then(
          it => it === before,
          () => false,
        ),
      {
        withinMs: 30_000,
      },
    );
    await eventually(
      'a commit is taken',
      () =>
        count().then(
          it => it === 'done',
          () => false,
        ),
      { withinMs: 20_000 },
    );
    assert.ok((await failuresOf(redis.state, ACCOUNT)) > before);
  });
});
