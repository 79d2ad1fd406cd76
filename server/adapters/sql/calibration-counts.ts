import { type CompiledQuery, sql } from 'kysely';
import type { AddedCount, CalibrationCounts, SiteCount } from '../../ports/calibrations.ts';
import type { SqlStore } from './sql-store.ts';

/** Rows of one statement: some databases bind 32,766 values at the most. */
const ROWS_MAX = 500;
const PLACE = ['site_id', 'code', 'engine', 'system', 'version'] as const;
type Place = Pick<SiteCount, 'siteId' | 'code' | 'engine' | 'system' | 'version'>;

/** The counts of calibration in SQL tables, the same in both dialects. */
export function sqlCalibrationCounts({ db, write }: SqlStore): CalibrationCounts {
  const summed = (rows: readonly AddedCount[], period: number): CompiledQuery =>
    db
      .insertInto('calibration')
      .values(rows.map(it => ({ ...placeOf(it), period, known: it.known, fired: it.fired })))
      .onConflict(at =>
        at.columns([...PLACE, 'period']).doUpdateSet(eb => ({
          known: eb('calibration.known', '+', eb.ref('excluded.known')),
          fired: eb('calibration.fired', '+', eb.ref('excluded.fired')),
        })),
      )
      .compile();
  const marked = (rows: readonly (Place & { readonly mark: string })[], period: number): CompiledQuery =>
    db
      .insertInto('calibration_keys')
      .values(rows.map(it => ({ ...placeOf(it), mark: it.mark, period })))
      .onConflict(at => at.columns([...PLACE, 'mark']).doUpdateSet({ period }))
      .compile();
  return {
    add: async (counts, period) => {
      const odd = counts.flatMap(it => it.odd.map(mark => ({ ...it, mark })));
      const statements = [
        ...chunksOf(counts).map(it => summed(it, period)),
        ...chunksOf(odd).map(it => marked(it, period)),
      ];
      if (statements.length > 0) await write(statements);
    },
    since: async period => {
      const summed = db
        .selectFrom('calibration')
        .select([...PLACE, sumOf('known').as('known'), sumOf('fired').as('fired')])
        .where('period', '>=', period)
        .groupBy(PLACE);
      const counts = await PLACE.reduce((query, column) => query.orderBy(column), summed).execute();
      const keys = await db
        .selectFrom('calibration_keys')
        .select([...PLACE, sql<number>`cast(count(*) as bigint)`.as('oddKeys')])
        .where('period', '>=', period)
        .groupBy(PLACE)
        .execute();
      const oddKeys = new Map(keys.map(it => [nameOf(it), it.oddKeys]));
      return counts.map(({ site_id: siteId, ...it }) => ({
        siteId,
        ...it,
        oddKeys: oddKeys.get(nameOf({ site_id: siteId, ...it })) ?? 0,
      }));
    },
    retire: async period => {
      const gone = await write([
        db.deleteFrom('calibration').where('period', '<', period).compile(),
        db.deleteFrom('calibration_keys').where('period', '<', period).compile(),
      ]);
      return gone.reduce((sum, it) => sum + it, 0);
    },
  };
}

/** Sums of integers come back as integers, in both dialects. */
const sumOf = (column: 'known' | 'fired') => sql<number>`cast(sum(${sql.ref(column)}) as bigint)`;

const placeOf = ({ siteId, code, engine, system, version }: Place) => ({
  site_id: siteId,
  code,
  engine,
  system,
  version,
});
const nameOf = (it: ReturnType<typeof placeOf>): string => PLACE.map(column => it[column]).join(' ');

const chunksOf = <T>(rows: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(rows.length / ROWS_MAX) }, (_, n) => rows.slice(n * ROWS_MAX, (n + 1) * ROWS_MAX));
