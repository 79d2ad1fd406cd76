import { sql } from 'kysely';
import type { CalibrationCounts, SiteCount } from '../../ports/calibrations.ts';
import type { SqlStore } from './sql-store.ts';
import type { CalibrationRow } from './tables.ts';

/** Rows of one statement: some databases bind 32,766 values at the most. */
const ROWS_MAX = 500;

/** The counts of calibration in an SQL table, the same in both dialects. */
export function sqlCalibrationCounts({ db, write }: SqlStore): CalibrationCounts {
  return {
    add: async (counts, day) => {
      const statements = [];
      for (let from = 0; from < counts.length; from += ROWS_MAX) {
        const rows = counts.slice(from, from + ROWS_MAX).map(it => rowOf(it, day));
        const added = db.insertInto('calibration').values(rows);
        const summed = added.onConflict(at =>
          at.columns(['site_id', 'code', 'engine', 'system', 'version', 'day']).doUpdateSet(eb => ({
            known: eb('calibration.known', '+', eb.ref('excluded.known')),
            fired: eb('calibration.fired', '+', eb.ref('excluded.fired')),
          })),
        );
        statements.push(summed.compile());
      }
      if (statements.length > 0) await write(statements);
    },
    since: async day => {
      const columns = ['site_id', 'code', 'engine', 'system', 'version'] as const;
      const rows = await db
        .selectFrom('calibration')
        .select([...columns, sumOf('known').as('known'), sumOf('fired').as('fired')])
        .where('day', '>=', day)
        .groupBy(columns)
        .orderBy('site_id')
        .orderBy('code')
        .orderBy('engine')
        .orderBy('system')
        .orderBy('version')
        .execute();
      return rows.map(({ site_id: siteId, ...it }) => ({ siteId, ...it }));
    },
    retire: async day => {
      const [gone = 0] = await write([db.deleteFrom('calibration').where('day', '<', day).compile()]);
      return gone;
    },
  };
}

/** Sums of integers come back as integers, in both dialects. */
const sumOf = (column: 'known' | 'fired') => sql<number>`cast(sum(${sql.ref(column)}) as bigint)`;

const rowOf = ({ siteId, ...count }: SiteCount, day: number): CalibrationRow => ({ site_id: siteId, ...count, day });
