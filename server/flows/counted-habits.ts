import { cellsOf, HABIT_CELLS, NO_SITE_HABITS, siteHabits, weightAt } from '../core/habit/site-counts.ts';
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
    const known = sites.get(siteId) ?? { cells: new Float64Array(HABIT_CELLS), waiting: new Map<number, number>() };
    sites.set(siteId, known);
    return known;
  };
  const wait = ({ waiting }: SiteCells, cell: number, weight: number): void => {
    waiting.set(cell, (waiting.get(cell) ?? 0) + weight);
  };
  return {
    of: siteId => {
      const site = sites.get(siteId);
      return site === undefined ? NO_SITE_HABITS : siteHabits(site.cells, clock.now());
    },
    note: (siteId, values) => {
      const site = cellsIn(siteId);
      const weight = weightAt(clock.now());
      for (const cell of cellsOf(values)) {
        site.cells[cell] = (site.cells[cell] ?? 0) + weight;
        wait(site, cell, weight);
      }
    },
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
