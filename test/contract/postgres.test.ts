import { openPostgres } from '../../server/adapters/postgres/open-postgres.ts';
import { rowsOf } from '../../server/adapters/sql/tables.ts';
import { needs } from '../support/parts.ts';
import { sharedPostgres } from '../support/postgres-server.ts';
import { askPostgres } from '../support/postgres-session.ts';
import { type CalibrationUnderTest, calibrationContract } from './calibration-contract.ts';
import { type CampaignsUnderTest, campaignContract } from './campaign-contract.ts';
import { type HabitsUnderTest, habitContract } from './habit-contract.ts';
import { type ListsUnderTest, listsContract } from './lists-contract.ts';
import { type RecordsUnderTest, recordsContract } from './records-contract.ts';
import { sightingsContract } from './sightings-contract.ts';
import { sitesContract } from './sites-contract.ts';

describe('postgres', () => {
  let url = '';
  before(async function () {
    needs(this, 'postgres');
    url = await (await sharedPostgres()).createDatabase();
  });

  const readOnly = async (on: boolean): Promise<void> => {
    const name = new URL(url).pathname.slice(1);
    await askPostgres(url, `ALTER DATABASE ${name} SET default_transaction_read_only = ${on}`);
    await askPostgres(
      url,
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()',
      [name],
    );
  };
  const open = async (): Promise<
    RecordsUnderTest & CalibrationUnderTest & HabitsUnderTest & ListsUnderTest & CampaignsUnderTest
  > => {
    const { records, sites, calibrationCounts, habitCounts, lists, campaignCounts, sink, close } = await openPostgres(
      url,
      Date.now(),
    );
    return {
      records,
      sites,
      calibrationCounts,
      habitCounts,
      lists,
      campaignCounts,
      keep: record => sink.store([{ kind: 'screening', rows: rowsOf(record), replace: false }]),
      refuseWrites: () => readOnly(true),
      close: async () => {
        await close();
        await readOnly(false);
        await askPostgres(
          url,
          'TRUNCATE screenings, screening_reasons, payloads, outcomes, api_keys, programs, list_entries, sites, calibration, calibration_keys, habit_counts, campaign_counts',
        );
      },
    };
  };

  describe('records', () => recordsContract(open));
  describe('sightings', () => sightingsContract(open));
  describe('sites', () => sitesContract(open));
  describe('counts of calibration', () => calibrationContract(open));
  describe('counts of habits', () => habitContract(open));
  describe('lists', () => listsContract(open));
  describe('counts of campaigns', () => campaignContract(open));
});
