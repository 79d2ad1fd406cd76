import { cellsOf, NO_SITE_HABITS, siteHabits, weightAt } from '../core/habit/site-counts.ts';
import { cellOfSite, partOfSite, SITE_CELLS } from '../core/site-cells.ts';
import type { Clock } from '../ports/clock.ts';
import type { HabitCell, Habits } from '../ports/habit-counts.ts';

export type CountedHabits = Habits & {
  /** What was counted since the last time. */
  readonly take: () => readonly HabitCell[];
  /** What was taken, and could not be stored. */
  readonly putBack: (cells: readonly HabitCell[]) => void;
  /** The sums of the store, which have what was taken. */
  readonly learn: (cells: readonly HabitCell[]) => void;
};

type SiteCells = {
  /** What is known of the store, and what waits for it. */
  readonly cells: Float64Array;
  readonly waiting: Map<number, number>;
};

/** Counts in this process what logins show of their site's habits, until it is stored. */
export function countedHabits(clock: Pick<Clock, 'now'>): CountedHabits {
  const sites = new Map<string, SiteCells>();
  const cellsIn = (siteId: string): SiteCells => {
    const known = sites.get(siteId) ?? { cells: new Float64Array(SITE_CELLS), waiting: new Map<number, number>() };
    sites.set(siteId, known);
    return known;
  };
  const wait = ({ waiting }: SiteCells, cell: number, weight: number): void => {
    waiting.set(cell, (waiting.get(cell) ?? 0) + weight);
  };
  const add: Habits['add'] = (siteId, part, additions) => {
    const site = cellsIn(siteId);
    for (const [own, weight] of additions) {
      const cell = cellOfSite(part, own);
      site.cells[cell] = (site.cells[cell] ?? 0) + weight;
      wait(site, cell, weight);
    }
  };
  return {
    of: siteId => {
      const site = sites.get(siteId);
      return site === undefined ? NO_SITE_HABITS : siteHabits(partOfSite(site.cells, 'habits'), clock.now());
    },
    note: (siteId, values) => {
      const weight = weightAt(clock.now());
      add(
        siteId,
        'habits',
        cellsOf(values).map(cell => [cell, weight] as const),
      );
    },
    sums: (siteId, part) => {
      const site = sites.get(siteId);
      return site === undefined ? null : partOfSite(site.cells, part);
    },
    add,
    take: () => {
      const taken: HabitCell[] = [];
      for (const [siteId, { waiting }] of sites) {
        for (const [cell, weight] of waiting) taken.push({ siteId, cell, weight });
        waiting.clear();
      }
      return taken;
    },
    putBack: taken => {
      for (const { siteId, cell, weight } of taken) wait(cellsIn(siteId), cell, weight);
    },
    learn: stored => {
      for (const { siteId, cell, weight } of stored) {
        const { cells, waiting } = cellsIn(siteId);
        if (cell < cells.length) cells[cell] = weight + (waiting.get(cell) ?? 0);
      }
    },
  };
}
