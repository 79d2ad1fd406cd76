import type { SiteHabits } from '../core/habit/site-counts.ts';
import type { HabitValues } from '../core/habit/values.ts';
import type { Addition, SitePart } from '../core/site-cells.ts';

/** How usual things are on each site, as this process knows it: what others count comes within two minutes. */
export type Habits = {
  readonly of: (siteId: string) => SiteHabits;
  /**
   * An undisputed login that taught its account something. Stored before long: what a process that is killed had not stored is not
   * counted.
   */
  readonly note: (siteId: string, values: HabitValues) => void;
  /** Sums of the other parts, as this process knows them; null: nothing was summed yet. */
  readonly sums: (siteId: string, part: SitePart) => Readonly<Float64Array> | null;
  readonly add: (siteId: string, part: SitePart, additions: readonly Addition[]) => void;
};

/** One sum of weights of a site's (core/site-cells.ts). */
export type HabitCell = { readonly siteId: string; readonly cell: number; readonly weight: number };

/** `at`: when it was last added to, by the clock of who did. */
export type ChangedCell = HabitCell & { readonly at: number };
export type HabitCursor = Pick<ChangedCell, 'at' | 'siteId' | 'cell'>;

/** The sums of all processes: only ever added to. Nothing in them tells of an account or an address. */
export type HabitCounts = {
  /** @param at when, for who reads what changed. */
  readonly add: (cells: readonly HabitCell[], at: number) => Promise<void>;
  /** What changed after this one, the longest ago first; at most `limit`. What changes meanwhile may come again. */
  readonly changed: (after: HabitCursor, limit: number) => Promise<readonly ChangedCell[]>;
};
