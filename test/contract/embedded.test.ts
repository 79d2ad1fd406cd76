import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from '../../server/adapters/embedded/database.ts';
import { embeddedRecords } from '../../server/adapters/embedded/records.ts';
import { embeddedSites } from '../../server/adapters/embedded/sites.ts';
import { embeddedState } from '../../server/adapters/embedded/state.ts';
import { recordsContract } from './records-contract.ts';
import { sitesContract } from './sites-contract.ts';
import { STATE_LIMITS, stateContract } from './state-contract.ts';

const open = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sekisho-contract-'));
  const db = new Database(folder, 1000);
  return {
    state: embeddedState(db, STATE_LIMITS),
    records: embeddedRecords(db),
    sites: embeddedSites(db),
    close: async () => {
      db.close();
      rmSync(folder, { recursive: true });
    },
  };
};

describe('state, embedded', () => stateContract(open));
describe('records, embedded', () => recordsContract(open));
describe('sites, embedded', () => sitesContract(open));
