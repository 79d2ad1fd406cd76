import { setTimeout as pause } from 'node:timers/promises';
import { createClient, createCluster, RESP_TYPES, type RedisArgument } from '@redis/client';
import { LIMITS } from '../../limits.ts';
import { keySlot } from './key-slot.ts';

/** One Redis, or a Cluster of them, behind the same few calls. Nothing waits in it for a connection: what cannot be sent is rejected. */
export type Connection = {
  readonly isCluster: boolean;
  /** For the first time: rejects where it fails. What was connected once reconnects by itself. */
  readonly open: () => Promise<void>;
  /** Until it succeeds, or is destroyed. */
  readonly keepOpening: () => Promise<void>;
  /** @param key decides the machine. */
  readonly send: (key: string, command: readonly RedisArgument[], asBuffers: boolean) => Promise<unknown>;
  /** The machine that has the key, as far as is known. */
  readonly nodeOf: (key: string) => string;
  /** Of machines known so far. */
  readonly urls: () => readonly string[];
  /** When everything sent is answered. */
  readonly close: () => Promise<void>;
  /** At once: what is under way is rejected. */
  readonly destroy: () => void;
};

export type ConnectionWatch = {
  readonly onReady: (node: string) => void;
  readonly onError: (node: string, error: Error) => void;
};

const BUFFERS = { typeMapping: { [RESP_TYPES.BLOB_STRING]: Buffer } };
const PLAIN = {};

/** Waits double from 50 ms to a second or so, each process its own, so that not all come back at once. */
const reconnectStrategy = (retries: number): number =>
  Math.min(LIMITS.redisReconnectMsMax, 50 * 2 ** Math.min(retries, 10)) * (0.75 + Math.random() / 2);

const socket = () => ({
  connectTimeout: LIMITS.redisConnectMsMax,
  socketTimeout: LIMITS.redisSilentMsMax,
  reconnectStrategy,
});

/** Our own deadlines are cheaper than one AbortSignal a command. */
const commandOptions = { timeout: 0 };
const common = () => ({
  name: 'sekisho',
  disableOfflineQueue: true,
  commandsQueueMaxLength: LIMITS.redisCommandsMax,
  maintNotifications: 'disabled' as const,
  pingInterval: LIMITS.redisPingEveryMs,
});

export function singleConnection(url: string, watch: ConnectionWatch): Connection {
  const client = createClient({ ...common(), url, commandOptions, socket: socket() });
  const node = new URL(url).host;
  client.on('ready', () => watch.onReady(node));
  client.on('error', (error: Error) => watch.onError(node, error));
  return {
    isCluster: false,
    open: () =>
      new Promise((resolve, reject) => {
        client.once('error', reject);
        client.connect().then(() => {
          client.off('error', reject);
          resolve();
        }, reject);
      }),
    keepOpening: async () => {
      // It tries until it is destroyed: then this rejects.
      await client.connect().catch(() => {});
    },
    send: (_, command, asBuffers) => client.sendCommand([...command], asBuffers ? BUFFERS : PLAIN),
    nodeOf: () => node,
    urls: () => [url],
    close: () => client.close(),
    destroy: () => client.destroy(),
  };
}

export function clusterConnection(urls: readonly string[], watch: ConnectionWatch): Connection {
  const { protocol, username, password } = new URL(urls[0] ?? '');
  const secured = protocol === 'rediss:';
  const cluster = createCluster({
    rootNodes: urls.map(url => ({ url })),
    defaults: {
      ...common(),
      ...(username === '' ? {} : { username: decodeURIComponent(username) }),
      ...(password === '' ? {} : { password: decodeURIComponent(password) }),
      socket: secured ? { ...socket(), tls: true } : socket(),
    },
    commandOptions,
    // A machine that is listed and away must not hold up what the others can do.
    minimizeConnections: true,
    topologyRefreshOnReconnectionAttemptStrategy: LIMITS.redisReconnectMsMax,
  });
  let isDestroyed = false;
  const nameOf = ({ host, port }: { host: string; port: number }): string => `${host}:${port}`;
  cluster.on('node-ready', node => watch.onReady(nameOf(node)));
  cluster.on('node-error', (error: Error, node) => watch.onError(nameOf(node), error));
  cluster.on('error', (error: Error) => watch.onError('cluster', error));
  return {
    isCluster: true,
    open: async () => {
      await cluster.connect();
    },
    keepOpening: async () => {
      while (!isDestroyed && !cluster.isReady) {
        // One round over the machines; what was wrong with each the watch was told.
        await cluster.connect().catch(() => pause(LIMITS.redisReconnectMsMax, undefined, { ref: false }));
      }
    },
    send: (key, command, asBuffers) => cluster.sendCommand(key, false, [...command], asBuffers ? BUFFERS : PLAIN),
    nodeOf: key => cluster.slots[keySlot(key)]?.master.address ?? '',
    urls: () => [...new Set([...urls, ...cluster.masters.map(({ address }) => withHost(urls[0] ?? '', address))])],
    close: () => cluster.close(),
    destroy: () => {
      isDestroyed = true;
      cluster.destroy();
    },
  };
}

function withHost(url: string, host: string): string {
  const other = new URL(url);
  other.host = host;
  return other.href;
}
