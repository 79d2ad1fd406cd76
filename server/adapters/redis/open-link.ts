import { LIMITS } from '../../limits.ts';
import { type Connection, type ConnectionWatch, clusterConnection, singleConnection } from './connection.ts';
import { RedisLink } from './link.ts';

export type LinkWatch = {
  /** A machine can be used, for the first time or again. */
  readonly onReady: (node: string) => void;
  /** A machine cannot be reached: said once until it is ready. */
  readonly onLost: (node: string, error: Error) => void;
  /** How Redis is set up is a danger to what it is to keep; at the start. */
  readonly onWarning: (warning: string) => void;
};

/** One connection, known to be usable. Rejects, in words, where it is not. */
export async function openLink(
  urls: readonly string[],
  events: ConnectionWatch,
  warn: { readonly onWarning: LinkWatch['onWarning']; readonly outboxEventsMax: number } | null,
): Promise<RedisLink> {
  const first = urls[0];
  if (first === undefined) throw new Error('SEKISHO_REDIS_URL names no Redis');
  let connection = urls.length > 1 ? clusterConnection(urls, events) : singleConnection(first, events);
  let info = await reach(connection, urls);
  if (!connection.isCluster && /^cluster_enabled:1/m.test(info)) {
    connection.destroy();
    connection = clusterConnection(urls, events);
    info = await reach(connection, urls);
  }
  const problem = problemOf(info);
  if (problem !== null) {
    connection.destroy();
    throw new Error(problem);
  }
  if (warn !== null) for (const it of warningsOf(info, warn.outboxEventsMax)) warn.onWarning(it);
  const anew = connection.isCluster
    ? clusterConnection
    : ([url = '']: readonly string[], on: ConnectionWatch) => singleConnection(url, on);
  return new RedisLink(
    connection,
    known => anew(known, events),
    (node, why) => events.onError(node, new Error(why)),
  );
}

/** Connects, and asks what it is. */
async function reach(connection: Connection, urls: readonly string[]): Promise<string> {
  const hosts = urls.map(url => new URL(url).host).join(', ');
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), LIMITS.redisOpenMsMax);
  });
  try {
    await Promise.race([connection.open(), late]);
    return String(await Promise.race([connection.send('sk:', ['INFO'], false), late]));
  } catch (error) {
    connection.destroy();
    throw new Error(`Redis cannot be used at ${hosts}: ${wordsOf(error)}. Start it, or mend SEKISHO_REDIS_URL.`, {
      cause: error,
    });
  } finally {
    clearTimeout(timer);
  }
}

/** Where a name stands for several addresses, each has its own failure and the whole no words. */
function wordsOf(error: unknown): string {
  if (error instanceof AggregateError) return [...new Set(error.errors.map(wordsOf))].join(', ');
  return error instanceof Error ? error.message : String(error);
}

const settingIn = (info: string, name: string): string | null =>
  new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1] ?? null;

function problemOf(info: string): string | null {
  const version = settingIn(info, 'redis_version');
  if (version !== null && Number.parseInt(version, 10) < 7) return `Redis ${version} is too old: 7 or newer is needed.`;
  const policy = settingIn(info, 'maxmemory_policy');
  return policy?.startsWith('allkeys-')
    ? `Redis drops any key when its memory is full (maxmemory-policy ${policy}), records that wait too. Set it to noeviction.`
    : null;
}

function warningsOf(info: string, outboxEventsMax: number): string[] {
  const warnings: string[] = [];
  const policy = settingIn(info, 'maxmemory_policy');
  if (policy?.startsWith('volatile-')) {
    warnings.push(
      `Redis drops nonces and histories when its memory is full (maxmemory-policy ${policy}): set it to noeviction.`,
    );
  }
  const [has, needs] = [Number(settingIn(info, 'maxmemory') ?? 0), outboxEventsMax * LIMITS.outboxEventBytes];
  // In a Cluster the shards of the outbox are spread over the machines: what each needs depends on how many there are.
  if (has > 0 && has < needs && settingIn(info, 'cluster_enabled') === '0') {
    const [gb, gbNeeded] = [has, needs].map(it => (it / 1e9).toFixed(1));
    warnings.push(
      `Redis has ${gb} GB (maxmemory), less than the ${gbNeeded} GB of a full outbox: while PostgreSQL is away its memory may be full before the outbox says so.`,
    );
  }
  if (settingIn(info, 'aof_enabled') === '0') {
    warnings.push(
      'Redis writes no append-only file: what was answered and not yet moved is lost when it ends. Set appendonly yes.',
    );
  }
  return warnings;
}

/** For all connections of a process: a machine that is away fails at every try of each, that is said once. */
export function lostOnce({ onReady, onLost }: LinkWatch): ConnectionWatch {
  const isReady = new Map<string, boolean>();
  return {
    onReady: node => {
      if (isReady.get(node) === true) return;
      isReady.set(node, true);
      onReady(node);
    },
    onError: (node, error) => {
      if (isReady.get(node) === false) return;
      isReady.set(node, false);
      onLost(node, error);
    },
  };
}
