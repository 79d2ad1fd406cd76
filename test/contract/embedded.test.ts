import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DATABASE_FILE, Database } from '../../server/adapters/embedded/database.ts';
import { sqliteStore } from '../../server/adapters/embedded/dialect.ts';
import { embeddedRecords } from '../../server/adapters/embedded/records.ts';
import { embeddedSites } from '../../server/adapters/embedded/sites.ts';
import { embeddedState } from '../../server/adapters/embedded/state.ts';
import { subjectRowId } from '../../server/adapters/embedded/subject-row.ts';
import { sqlCalibrationCounts } from '../../server/adapters/sql/calibration-counts.ts';
import { sqlCampaignCounts } from '../../server/adapters/sql/campaign-counts.ts';
import { sqlHabitCounts } from '../../server/adapters/sql/habit-counts.ts';
import { sqlLists } from '../../server/adapters/sql/lists.ts';
import { type CalibrationUnderTest, calibrationContract } from './calibration-contract.ts';
import { type CampaignsUnderTest, campaignContract } from './campaign-contract.ts';
import { type HabitsUnderTest, habitContract } from './habit-contract.ts';
import { type ListsUnderTest, listsContract } from './lists-contract.ts';
import { keepByCommit, type RecordsUnderTest, recordsContract } from './records-contract.ts';
import { sightingsContract } from './sightings-contract.ts';
import { sitesContract } from './sites-contract.ts';
import { stateContract } from './state-contract.ts';
import type { StateUnderTest } from './state-under-test.ts';
import { SWEEP_LIMITS, sweepContract } from './sweep-contract.ts';

/** Shorter than the product's: a test waits for it. */
const BUSY_MS = 500;
const RETIRED_MAX = 5000;

const open = async (): Promise<
  StateUnderTest & RecordsUnderTest & CalibrationUnderTest & HabitsUnderTest & ListsUnderTest & CampaignsUnderTest
> => {
  const folder = mkdtempSync(join(tmpdir(), 'sekisho-contract-'));
  const db = new Database(folder, BUSY_MS);
  const state = embeddedState(db, SWEEP_LIMITS);
  const others: DatabaseSync[] = [];
  const lock = (): DatabaseSync => {
    const other = new DatabaseSync(join(folder, DATABASE_FILE));
    others.push(other);
    other.exec('BEGIN IMMEDIATE');
    return other;
  };
  return {
    state,
    records: embeddedRecords(db, RETIRED_MAX),
    sites: embeddedSites(db),
    calibrationCounts: sqlCalibrationCounts(sqliteStore(db)),
    habitCounts: sqlHabitCounts(sqliteStore(db)),
    lists: sqlLists(sqliteStore(db)),
    campaignCounts: sqlCampaignCounts(sqliteStore(db)),
    keep: keepByCommit(state),
    refuseWrites: async () => {
      lock();
    },
    stall: async () => {
      const other = lock();
      return async () => other.exec('ROLLBACK');
    },
    bytesOf: async (siteId, subject) => {
      const row = db
        .prepare('SELECT length(body) + ifnull(length(seen) + length(marks), 0) AS n FROM subjects WHERE id = ?')
        .get(subjectRowId(siteId, subject));
      assert.ok(row !== undefined);
      return Number(row['n']);
    },
    close: async () => {
      for (const other of others) other.close();
      await db.close();
      rmSync(folder, { recursive: true });
    },
  };
};

describe('state, embedded', () => {
  stateContract(open);
  describe('sweeping', () => sweepContract(open));
});
describe('records, embedded', () => recordsContract(open));
describe('sightings, embedded', () => sightingsContract(open));
describe('sites, embedded', () => sitesContract(open));
describe('counts of calibration, embedded', () => calibrationContract(open));
describe('counts of habits, embedded', () => habitContract(open));
describe('embedded lists', () => listsContract(open));
describe('counts of campaigns, embedded', () => campaignContract(open));
