import type { CalibrationCounts } from '../../ports/calibrations.ts';
import type { CampaignCounts } from '../../ports/campaign-counts.ts';
import type { HabitCounts } from '../../ports/habit-counts.ts';
import type { Lists } from '../../ports/lists.ts';
import type { Records } from '../../ports/records.ts';
import type { Sites } from '../../ports/sites.ts';
import { sqlCalibrationCounts } from '../sql/calibration-counts.ts';
import { sqlCampaignCounts } from '../sql/campaign-counts.ts';
import { sqlHabitCounts } from '../sql/habit-counts.ts';
import { sqlLists } from '../sql/lists.ts';
import type { RecordSink } from '../sql/record-sink.ts';
import { sqlRecords } from '../sql/records.ts';
import { sqlSites } from '../sql/sites.ts';
import type { SqlStore } from '../sql/sql-store.ts';
import { connectPostgres } from './connection.ts';
import { migratePostgres } from './migrate.ts';
import { makePartitions, retirePartitions } from './partitions.ts';
import { postgresSink } from './record-sink.ts';

export type OpenedPostgres = {
  /** What was drained; what still waits in an outbox is not here yet. */
  readonly records: Records;
  readonly sites: Sites;
  readonly calibrationCounts: CalibrationCounts;
  readonly habitCounts: HabitCounts;
  readonly lists: Lists;
  readonly campaignCounts: CampaignCounts;
  readonly sink: RecordSink;
  /** The tables themselves. */
  readonly store: SqlStore;
  readonly close: () => Promise<void>;
};

/**
 * Brings the schema up to date and makes room for what comes now. Rejects where the server cannot be reached, refuses the login, or
 * has a newer schema; from then on calls reject with RecordsAway while it is away, and work again when it is back.
 * @param url postgres://USER:PASSWORD@HOST:PORT/DATABASE. @param now ms since the epoch.
 */
export async function openPostgres(url: string, now: number): Promise<OpenedPostgres> {
  await migratePostgres(url);
  const connection = connectPostgres(url);
  try {
    await makePartitions(connection, now);
  } catch (error) {
    await connection.close();
    throw error;
  }
  return {
    records: {
      ...sqlRecords(connection.store),
      retire: async (at, retention) => {
        await makePartitions(connection, at);
        return retirePartitions(connection, at, retention);
      },
    },
    sites: sqlSites(connection.store),
    calibrationCounts: sqlCalibrationCounts(connection.store),
    habitCounts: sqlHabitCounts(connection.store),
    lists: sqlLists(connection.store),
    campaignCounts: sqlCampaignCounts(connection.store),
    sink: postgresSink(connection),
    store: connection.store,
    close: connection.close,
  };
}
