import type { HabitCounts } from '../../ports/habit-counts.ts';
import type { SqlStore } from './sql-store.ts';

/** Rows of one statement: some databases bind 32,766 values at the most. */
const ROWS_MAX = 500;

/** The sums of habits in an SQL table, the same in both dialects. */
export function sqlHabitCounts({ db, write }: SqlStore): HabitCounts {
  return {
    add: async (cells, at) => {
      // In one order everywhere: two that write at once wait for one another, and never both.
      const sorted = cells.toSorted((a, b) => (a.siteId === b.siteId ? a.cell - b.cell : a.siteId < b.siteId ? -1 : 1));
      const statements = [];
      for (let from = 0; from < sorted.length; from += ROWS_MAX) {
        const rows = sorted.slice(from, from + ROWS_MAX);
        const added = db
          .insertInto('habit_counts')
          .values(rows.map(({ siteId, cell, weight }) => ({ site_id: siteId, cell, weight, changed_at: at })));
        const summed = added.onConflict(on =>
          on.columns(['site_id', 'cell']).doUpdateSet(eb => ({
            weight: eb('habit_counts.weight', '+', eb.ref('excluded.weight')),
            changed_at: eb.ref('excluded.changed_at'),
          })),
        );
        statements.push(summed.compile());
      }
      if (statements.length > 0) await write(statements);
    },
    changed: async (after, limit) => {
      const rows = await db
        .selectFrom('habit_counts')
        .select(['site_id', 'cell', 'weight', 'changed_at'])
        .where(eb =>
          eb(eb.refTuple('changed_at', 'site_id', 'cell'), '>', eb.tuple(after.at, after.siteId, after.cell)),
        )
        .orderBy('changed_at')
        .orderBy('site_id')
        .orderBy('cell')
        .limit(limit)
        .execute();
      return rows.map(({ site_id: siteId, changed_at: at, cell, weight }) => ({ siteId, cell, weight, at }));
    },
  };
}
