import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { TOKEN_LIFE_MS } from '../shared/constants.ts';
import { DATABASE_FILE, Database } from './adapters/embedded/database.ts';
import { embeddedRecords } from './adapters/embedded/records.ts';
import { embeddedSites } from './adapters/embedded/sites.ts';
import { embeddedState } from './adapters/embedded/state.ts';
import { keysFromSecret } from './adapters/keys-from-secret.ts';
import { secretFromFile } from './adapters/secret-file.ts';
import { systemClock, systemRandom } from './adapters/system.ts';
import type { Config } from './config.ts';
import { LIMITS } from './limits.ts';
import type { Ports } from './ports/ports.ts';

/** What is stored, and what seals it: all that a command needs. */
export type Store = Omit<Ports, 'geo'> & { readonly close: () => void };

/** The adapters that the configuration asks for; throws where the data folder cannot be used. */
export function openStore(config: Pick<Config, 'dataFolder' | 'secrets'>): Store {
  const isNew = !existsSync(join(config.dataFolder, DATABASE_FILE));
  // Of a new folder the secret comes first: another process that finds a database then finds its secret too.
  const given = config.secrets ?? (isNew ? [secretFromFile(config.dataFolder, isNew)] : null);
  const db = new Database(config.dataFolder, LIMITS.sqliteBusyMs);
  const { payloadLifeMs, reportsMax, accountLoginsKept, sweepRowsMax } = LIMITS;
  return {
    clock: systemClock,
    random: systemRandom,
    keys: keysFromSecret(given ?? [secretFromFile(config.dataFolder, isNew)]),
    state: embeddedState(db, {
      reportLifeMs: TOKEN_LIFE_MS,
      payloadLifeMs,
      reportsMax,
      accountLoginsKept,
      sweepRowsMax,
    }),
    records: embeddedRecords(db),
    sites: embeddedSites(db),
    close: () => db.close(),
  };
}
