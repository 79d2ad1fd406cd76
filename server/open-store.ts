import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { TOKEN_LIFE_MS } from '../shared/constants.ts';
import { DATABASE_FILE, Database } from './adapters/embedded/database.ts';
import { sqliteStore } from './adapters/embedded/dialect.ts';
import { embeddedRecords } from './adapters/embedded/records.ts';
import { embeddedSites } from './adapters/embedded/sites.ts';
import { embeddedState } from './adapters/embedded/state.ts';
import { fileSpool } from './adapters/file-spool.ts';
import { guardedState } from './adapters/guarded-state.ts';
import { keysFromSecret } from './adapters/keys-from-secret.ts';
import { secretFromFile } from './adapters/secret-file.ts';
import { sqlCalibrationCounts } from './adapters/sql/calibration-counts.ts';
import { sqlCampaignCounts } from './adapters/sql/campaign-counts.ts';
import { sqlHabitCounts } from './adapters/sql/habit-counts.ts';
import { sqlLists } from './adapters/sql/lists.ts';
import { isOurSecret } from './adapters/sql/secret-mark.ts';
import type { SqlStore } from './adapters/sql/sql-store.ts';
import { systemClock, systemRandom } from './adapters/system.ts';
import { watchedRecords } from './adapters/watched-records.ts';
import type { ClusterUrls, Config } from './config.ts';
import { drainSpoolRegularly } from './drain-spool.ts';
import { LIMITS } from './limits.ts';
import { clusterPlace, openClusterPostgres, openClusterRedis } from './open-cluster.ts';
import type { CalibrationCounts } from './ports/calibrations.ts';
import type { CampaignCounts } from './ports/campaign-counts.ts';
import type { HabitCounts } from './ports/habit-counts.ts';
import type { Keys } from './ports/keys.ts';
import type { Lists } from './ports/lists.ts';
import type { Ports } from './ports/ports.ts';
import type { Records } from './ports/records.ts';
import type { Sites } from './ports/sites.ts';
import type { State } from './ports/state.ts';
import { CannotOpen } from './start-failure.ts';
import { type StoreWatch, UNWATCHED } from './watch-store.ts';

/** All that a gate stores, and what seals it. */
export type Store = Omit<Ports, 'networks'> & {
  /** In words, without passwords. */
  readonly place: string;
  /** From here on it moves what waits to where it belongs, until it is closed. */
  readonly work: () => void;
  /** What was asked is done first. */
  readonly close: () => Promise<void>;
};

/** The sites and their keys alone: all that a command needs. */
export type OpenSites = Pick<Ports, 'sites' | 'calibrationCounts' | 'keys' | 'random' | 'clock'> &
  Pick<Store, 'place' | 'close'>;

type StoreConfig = Pick<Config, 'dataFolder' | 'secrets'> & Partial<Pick<Config, 'cluster' | 'outboxMax'>>;

/** As the adapters make them. */
type RawStore = {
  readonly keys: Keys;
  readonly state: State;
  readonly records: Records;
  readonly sites: Sites;
  readonly calibrationCounts: CalibrationCounts;
  readonly habitCounts: HabitCounts;
  readonly lists: Lists;
  readonly campaignCounts: CampaignCounts;
  readonly place: string;
  readonly work: () => void;
  readonly close: () => Promise<void>;
};

/** The stores that the configuration asks for. Rejects where one cannot be used, or was made with another secret. */
export async function openStore(config: StoreConfig, watch: StoreWatch = UNWATCHED): Promise<Store> {
  const { cluster = null } = config;
  const raw = cluster === null ? await openEmbedded(config) : await openCluster(config, cluster, watch);
  const spool = fileSpool(join(config.dataFolder, 'spool'), { ...SPOOL_LIMITS, onSetAside: watch.spool.onSetAside });
  const state = guardedState(raw.state, {
    clock: systemClock,
    breaker: BREAKER_LIMITS,
    backgroundMsMax: LIMITS.stateBackgroundMsMax,
    watch: watch.state,
  });
  let draining: ReturnType<typeof drainSpoolRegularly> | null = null;
  return {
    clock: systemClock,
    random: systemRandom,
    keys: raw.keys,
    state,
    records: watchedRecords(raw.records, systemClock, watch.records),
    sites: raw.sites,
    calibrationCounts: raw.calibrationCounts,
    habitCounts: raw.habitCounts,
    lists: raw.lists,
    campaignCounts: raw.campaignCounts,
    spool: {
      ...spool,
      keep: async spooled => {
        const before = await spool.keep(spooled);
        if (before === null) watch.spool.onKept();
        return before;
      },
    },
    place: raw.place,
    work: () => {
      draining ??= drainSpoolRegularly(spool, state, watch.spool);
      raw.work();
    },
    close: async () => {
      // It ends after the answer it is at.
      const stopped = draining?.stop();
      await spool.close();
      await stopped;
      await raw.close();
    },
  };
}

const SPOOL_LIMITS = {
  linesMax: LIMITS.spoolLinesMax,
  bytesMax: LIMITS.spoolBytesMax,
  segmentBytesMax: LIMITS.spoolSegmentBytesMax,
  keepMsMax: LIMITS.spoolKeepMsMax,
  atOnceMax: LIMITS.spoolDrainAtOnceMax,
};
const BREAKER_LIMITS = {
  failures: LIMITS.breakerFailures,
  recentCalls: LIMITS.breakerRecentCalls,
  failedShare: LIMITS.breakerFailedShare,
  probeMs: LIMITS.breakerProbeMs,
};

async function openEmbedded({ dataFolder, secrets }: StoreConfig): Promise<RawStore> {
  const isNew = !existsSync(join(dataFolder, DATABASE_FILE));
  // Of a new folder the secret comes first: another process that finds a database then finds its secret too.
  const given = secrets ?? (isNew ? [secretFromFile(dataFolder, isNew)] : null);
  const db = new Database(dataFolder, LIMITS.sqliteBusyMs);
  try {
    const keys = keysFromSecret(given ?? [secretFromFile(dataFolder, isNew)]);
    const place = join(dataFolder, DATABASE_FILE);
    await refuseOtherSecret(sqliteStore(db), keys, place, secrets === null ? join(dataFolder, 'secret') : null);
    const { reportsMax, sweepRowsMax } = LIMITS;
    return {
      keys,
      state: embeddedState(db, { reportLifeMs: TOKEN_LIFE_MS, reportsMax, sweepRowsMax }),
      records: embeddedRecords(db, sweepRowsMax),
      sites: embeddedSites(db),
      calibrationCounts: sqlCalibrationCounts(sqliteStore(db)),
      habitCounts: sqlHabitCounts(sqliteStore(db)),
      lists: sqlLists(sqliteStore(db)),
      campaignCounts: sqlCampaignCounts(sqliteStore(db)),
      place,
      work: () => {},
      close: () => db.close(),
    };
  } catch (error) {
    await db.close();
    throw error;
  }
}

async function openCluster(
  { secrets, outboxMax = LIMITS.outboxEventsMax }: StoreConfig,
  urls: ClusterUrls,
  watch: StoreWatch,
): Promise<RawStore> {
  const keys = keysFromSecret(secrets ?? []);
  const postgres = await openClusterPostgres(urls);
  try {
    await refuseOtherSecret(postgres.store, keys, clusterPlace(urls), null);
    const redis = await openClusterRedis(urls, outboxMax, watch);
    let drainer: ReturnType<typeof redis.startDrainer> | null = null;
    return {
      keys,
      state: redis.state,
      records: redis.records(postgres.records),
      sites: postgres.sites,
      calibrationCounts: postgres.calibrationCounts,
      habitCounts: postgres.habitCounts,
      lists: postgres.lists,
      campaignCounts: postgres.campaignCounts,
      place: clusterPlace(urls),
      work: () => {
        drainer ??= redis.startDrainer(postgres.sink);
      },
      close: async () => {
        await drainer?.stop();
        await redis.close();
        await postgres.close();
      },
    };
  } catch (error) {
    await postgres.close();
    throw error;
  }
}

/** Whether there is one already; a cluster is made by whoever comes first. */
export const hasStore = ({ dataFolder, cluster = null }: StoreConfig): boolean =>
  cluster !== null || existsSync(join(dataFolder, DATABASE_FILE));

/** The sites of the same store; of a cluster without Redis: a kill switch must work while that is away. */
export async function openSites(config: StoreConfig): Promise<OpenSites> {
  const { cluster = null, secrets } = config;
  const own = { clock: systemClock, random: systemRandom };
  if (cluster === null) return { ...own, ...(await openEmbedded(config)) };
  const keys = keysFromSecret(secrets ?? []);
  const { sites, calibrationCounts, store, close } = await openClusterPostgres(cluster);
  try {
    await refuseOtherSecret(store, keys, clusterPlace(cluster), null);
    return { ...own, keys, sites, calibrationCounts, place: clusterPlace(cluster), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** @param file where the secret is; null: in the environment. */
async function refuseOtherSecret(store: SqlStore, keys: Keys, place: string, file: string | null): Promise<void> {
  if (await isOurSecret(store, keys.references('api-key', 'the secret of this store'))) return;
  const where = file ?? 'SEKISHO_SECRET';
  throw new CannotOpen(
    `${where} is not the secret that the store was made with (${place}): put back the one that it was made with, or, to change it, that one after a comma behind the new one in SEKISHO_SECRET.`,
  );
}
