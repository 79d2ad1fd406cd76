import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { eventually } from './eventually.ts';
import { freePort } from './free-port.ts';
import { atExit, type OwnProcess, ownProcess, whenReady } from './own-process.ts';
import { partPath } from './parts.ts';

export type RedisOptions = {
  /** Without it nothing is written to disk: a restarted server is empty. */
  readonly appendfsync?: 'always' | 'everysec' | 'no';
  readonly maxmemory?: string;
  readonly port?: number;
  readonly folder?: string;
};

export type RedisServer = {
  readonly url: string;
  readonly port: number;
  readonly folder: string;
  readonly process: OwnProcess;
  /** redis-cli's answer, as it prints it to a pipe. Rejects where Redis answers with an error or not within five seconds. */
  readonly ask: (...words: string[]) => Promise<string>;
  /** Ends it and removes its folder. */
  readonly stop: () => Promise<void>;
  /** Ends it in good order; its folder stays for `restart`. */
  readonly halt: () => Promise<void>;
  /** kill -9. */
  readonly kill: () => Promise<void>;
  readonly freeze: () => void;
  readonly thaw: () => void;
  /** The same port and folder; ends it before where it runs. Ready when it resolves. */
  readonly restart: () => Promise<void>;
};

const ASK_MS_MAX = 5_000;
const run = promisify(execFile);

/** A redis-server of this test's own on 127.0.0.1. */
export const startRedis = (options: RedisOptions = {}): Promise<RedisServer> => start(options, []);

async function start(options: RedisOptions, more: readonly string[]): Promise<RedisServer> {
  const port = options.port ?? (await freePort());
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'sekisho-redis-'));
  const args = [...settings(port, folder, options), ...more];
  const ask = async (...words: string[]) => {
    const cli = join(dirname(partPath('redis')), 'redis-cli');
    const { stdout } = await run(cli, ['-e', '-p', String(port), ...words], { timeout: ASK_MS_MAX });
    return stdout.trim();
  };
  const launch = async () => {
    const it = ownProcess(partPath('redis'), args, { folder });
    await whenReady('redis-server', it, async () => (await ask('PING')) === 'PONG');
    return it;
  };
  let server = await launch();
  const halt = () => server.end();
  const forget = () => rmSync(folder, { recursive: true, force: true });
  atExit.add(forget);
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    folder,
    get process() {
      return server;
    },
    ask,
    halt,
    kill: () => server.end('SIGKILL'),
    freeze: () => server.signal('SIGSTOP'),
    thaw: () => server.signal('SIGCONT'),
    restart: async () => {
      await halt();
      server = await launch();
    },
    stop: async () => {
      await server.end('SIGKILL');
      atExit.delete(forget);
      forget();
    },
  };
}

/** As compose.yaml has it: by its own default Redis writes a small file anew every few thousand screenings, at the cost of a core. */
const REWRITTEN_FROM = '1gb';

function settings(port: number, folder: string, { appendfsync, maxmemory }: RedisOptions): string[] {
  const disk =
    appendfsync === undefined
      ? ['--appendonly', 'no']
      : ['--appendonly', 'yes', '--appendfsync', appendfsync, '--auto-aof-rewrite-min-size', REWRITTEN_FROM];
  const memory = maxmemory === undefined ? [] : ['--maxmemory', maxmemory, '--maxmemory-policy', 'noeviction'];
  return ['--bind', '127.0.0.1', '--port', String(port), '--dir', folder, '--save', '', ...disk, ...memory];
}

export type RedisCluster = {
  readonly urls: readonly string[];
  readonly nodes: readonly RedisServer[];
  readonly flush: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

const SLOTS = 16_384;

/** Masters without replicas that share the slots evenly; every one of them knows the others when it resolves. */
export async function startRedisCluster(count = 3): Promise<RedisCluster> {
  const nodes = await Promise.all(Array.from({ length: count }, startNode));
  for (const [n, node] of nodes.entries()) {
    const [first, last] = [Math.ceil((SLOTS * n) / count), Math.ceil((SLOTS * (n + 1)) / count) - 1];
    await node.ask('CLUSTER', 'ADDSLOTSRANGE', String(first), String(last));
    await node.ask('CLUSTER', 'SET-CONFIG-EPOCH', String(n + 1));
  }
  const [seed, ...others] = nodes;
  for (const node of others) {
    const [, bus = ''] = /@(\d+)/.exec(await node.ask('CLUSTER', 'NODES')) ?? [];
    await seed?.ask('CLUSTER', 'MEET', '127.0.0.1', String(node.port), bus);
  }
  await Promise.all(nodes.map(node => whenJoined(node, count)));
  return {
    urls: nodes.map(node => node.url),
    nodes,
    flush: async () => {
      await Promise.all(nodes.map(node => node.ask('FLUSHALL')));
    },
    stop: async () => {
      await Promise.all(nodes.map(node => node.stop()));
    },
  };
}

async function startNode(): Promise<RedisServer> {
  const bus = String(await freePort());
  return start({}, ['--cluster-enabled', 'yes', '--cluster-port', bus, '--cluster-node-timeout', '2000']);
}

async function whenJoined(node: RedisServer, count: number): Promise<void> {
  let info = '';
  const joined = [
    /^cluster_state:ok\r?$/m,
    /^cluster_slots_ok:16384\r?$/m,
    new RegExp(`^cluster_size:${count}\\r?$`, 'm'),
  ];
  await eventually(
    `the Redis node at port ${node.port} has joined the others`,
    async () => {
      info = await node.ask('CLUSTER', 'INFO');
      return joined.every(it => it.test(info));
    },
    { withinMs: 20_000, seen: () => info },
  );
}

export type SharedRedis = Pick<RedisServer, 'url' | 'port' | 'ask'> & {
  /** Forgets everything. */
  readonly flush: () => Promise<void>;
};

let shared: Promise<SharedRedis> | null = null;
let sharedCluster: Promise<Pick<RedisCluster, 'urls' | 'nodes' | 'flush'>> | null = null;

/** One server for all suites of this run, started when first asked for, gone with the run. A suite flushes before it begins. */
export function sharedRedis(): Promise<SharedRedis> {
  shared ??= startRedis().then(({ url, port, ask }) => ({
    url,
    port,
    ask,
    flush: async () => {
      await ask('FLUSHALL');
    },
  }));
  return shared;
}

/** The same, of a Cluster of three. */
export function sharedRedisCluster(): Promise<Pick<RedisCluster, 'urls' | 'nodes' | 'flush'>> {
  sharedCluster ??= startRedisCluster(3);
  return sharedCluster;
}
