import { subjectKeys } from '../../server/adapters/redis/key-names.ts';
import { openRedis } from '../../server/adapters/redis/open-redis.ts';
import { NO_RECORDS, SMALL, watched } from '../adapters/redis/opened.ts';
import { closing } from '../support/closing.ts';
import { needs } from '../support/parts.ts';
import { type RedisServer, startRedis, startRedisCluster } from '../support/redis-server.ts';
import { stateContract } from './state-contract.ts';
import type { StateUnderTest } from './state-under-test.ts';

type Servers = { readonly urls: readonly string[]; readonly nodes: readonly RedisServer[] };

/** `MEMORY USAGE` leaves out what the expiry of a key takes: an entry in a table of its own. */
const EXPIRY_BYTES = 32;

async function bytesIn(nodes: readonly RedisServer[], key: string): Promise<number> {
  for (const node of nodes) {
    const said = await node.ask('-c', 'MEMORY', 'USAGE', key, 'SAMPLES', '0');
    if (said !== '') return Number(said) + EXPIRY_BYTES;
  }
  return 0;
}

const opening = (servers: () => Servers) => async (): Promise<StateUnderTest> => {
  const { urls, nodes } = servers();
  await Promise.all(nodes.map(it => it.ask('FLUSHALL')));
  const redis = await openRedis(urls, watched(), SMALL);
  return {
    state: redis.state,
    records: redis.records(NO_RECORDS),
    close: redis.close,
    stall: async () => {
      for (const it of nodes) it.freeze();
      return async () => {
        for (const it of nodes) it.thaw();
      };
    },
    bytesOf: async (siteId, subject) => {
      const sizes = await Promise.all(subjectKeys(siteId, subject).map(key => bytesIn(nodes, key)));
      return sizes.reduce((sum, it) => sum + it, 0);
    },
  };
};

describe('state, Redis', () => {
  const close = closing();
  let servers: Servers = { urls: [], nodes: [] };
  before(async function () {
    needs(this, 'redis');
    const server = await startRedis();
    close(() => server.stop());
    servers = { urls: [server.url], nodes: [server] };
  });
  stateContract(opening(() => servers));
});

describe('state, Redis Cluster of three', function () {
  this.timeout(40_000);
  const close = closing();
  let servers: Servers = { urls: [], nodes: [] };
  before(async function () {
    needs(this, 'redis');
    const cluster = await startRedisCluster(3);
    close(() => cluster.stop());
    servers = cluster;
  });
  stateContract(opening(() => servers));
});
