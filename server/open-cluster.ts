import { setTimeout as pause } from 'node:timers/promises';
import { TOKEN_LIFE_MS } from '../shared/constants.ts';
import { type OpenedPostgres, openPostgres } from './adapters/postgres/open-postgres.ts';
import { type OpenRedis, openRedis, type RedisWatch } from './adapters/redis/open-redis.ts';
import { systemClock } from './adapters/system.ts';
import type { ClusterUrls } from './config.ts';
import { LIMITS } from './limits.ts';
import { CannotOpen } from './start-failure.ts';
import type { StoreWatch } from './watch-store.ts';

/** Without user and password: they are shown. */
const postgresPlace = (url: string): string => `PostgreSQL at ${new URL(url).host}${new URL(url).pathname}`;
export const redisPlace = (urls: readonly string[]): string =>
  `Redis at ${urls.map(it => new URL(it).host).join(', ')}`;
export const clusterPlace = ({ redis, postgres }: ClusterUrls): string =>
  `${redisPlace(redis)} and ${postgresPlace(postgres)}`;

/** Sites, keys and records. Rejects with CannotOpen. */
export const openClusterPostgres = ({ postgres }: ClusterUrls): Promise<OpenedPostgres> =>
  reach(`${postgresPlace(postgres)} cannot be used`, 'Start it, or mend SEKISHO_POSTGRES_URL.', () =>
    openPostgres(postgres, systemClock.now()),
  );

/** The state. Rejects with CannotOpen. */
export async function openClusterRedis(
  { redis }: ClusterUrls,
  outboxEventsMax: number,
  watch: StoreWatch,
): Promise<OpenRedis> {
  const limits = { outboxEventsMax, reportsMax: LIMITS.reportsMax, reportLifeMs: TOKEN_LIFE_MS };
  let isOpen = false;
  // Until it is open one line, the last, says what is wrong.
  const onLost: RedisWatch['onLost'] = (node, error) => {
    if (isOpen) watch.redis.onLost(node, error);
  };
  const opened = await reach('', '', () => openRedis(redis, { ...watch.redis, onLost }, limits));
  isOpen = true;
  return opened;
}

/** Stores often come up together with the gate: tries again for a while, and then says what the last try met. */
async function reach<T>(what: string, toDo: string, open: () => Promise<T>): Promise<T> {
  const end = performance.now() + LIMITS.storeStartMsMax;
  for (;;) {
    try {
      return await open();
    } catch (error) {
      if (performance.now() + LIMITS.storeStartEveryMs < end) {
        await pause(LIMITS.storeStartEveryMs);
        continue;
      }
      // Redis' own words say where, and what to do.
      throw new CannotOpen(what === '' ? reasonOf(error) : `${what}: ${reasonOf(error)}. ${toDo}`, { cause: error });
    }
  }
}

/** Node tells of a host with several addresses in one error without words, of which each has its own. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return reasonOf(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}
