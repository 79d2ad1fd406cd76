import type { Records } from '../../ports/records.ts';
import { leastIdAt } from '../sql/id-bounds.ts';
import { sqlRecords } from '../sql/records.ts';
import { removal } from '../sql/removal.ts';
import type { SqlStore } from '../sql/sql-store.ts';
import { type EmbeddedSql, sqliteStore } from './dialect.ts';

/** Records deleted in one transaction: few enough that screenings do not wait for it. */
const BATCH_ROWS = 250;

/** @param rowsMax how many rows `retire` deletes at most in one call: the rest goes with the next. */
export function embeddedRecords(db: EmbeddedSql, rowsMax: number): Records {
  const store = sqliteStore(db);
  const records = sqlRecords(store);
  return {
    ...records,
    erase: async (siteId, accountRefs, limit) => {
      const erased = await records.erase(siteId, accountRefs, limit);
      // Also where none was left: the one before may have been cut off here.
      if (erased.length < limit) await db.foldLog();
      return erased;
    },
    retire: async (now, { screeningLifeMs, payloadLifeMs }) => {
      const payloads = await retirePayloads(store, now - payloadLifeMs, rowsMax);
      return payloads + (await retireScreenings(store, now - screeningLifeMs, rowsMax));
    },
  };
}

async function retirePayloads({ db, write }: SqlStore, olderThan: number, rowsMax: number): Promise<number> {
  const old = db.selectFrom('payloads').select('screening_id').where('screening_id', '<', leastIdAt(olderThan));
  const batch = old.orderBy('screening_id').limit(BATCH_ROWS);
  const statement = db
    .deleteFrom('payloads')
    .where('screening_id', 'in', () => batch)
    .compile();
  let gone = 0;
  while (gone < rowsMax) {
    const [deleted = 0] = await write([statement]);
    gone += deleted;
    if (deleted < BATCH_ROWS) break;
  }
  return gone;
}

async function retireScreenings({ db, write }: SqlStore, olderThan: number, rowsMax: number): Promise<number> {
  const sites = await db.selectFrom('sites').select('id').execute();
  let gone = 0;
  for (const { id: siteId } of sites) {
    while (gone < rowsMax) {
      const old = db.selectFrom('screenings').select('body').where('site_id', '=', siteId);
      const rows = await old.where('id', '<', leastIdAt(olderThan)).orderBy('id').limit(BATCH_ROWS).execute();
      if (rows.length === 0) break;
      await write(
        removal(
          db,
          siteId,
          rows.map(({ body }) => JSON.parse(body)),
        ),
      );
      gone += rows.length;
      if (rows.length < BATCH_ROWS) break;
    }
  }
  return gone;
}
