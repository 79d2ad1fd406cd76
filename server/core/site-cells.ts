import { HABIT_CELLS } from './habit/site-counts.ts';
import { POPULARITY_CELLS } from './lockout/password-popularity.ts';
import { SEASON_CELLS } from './season/season.ts';

/**
 * What is summed of a whole site, in one row of cells: each part has its place for good, since stores keep cells by their number. A row
 * of a store that every login changed would be the one they all wait for: processes add up, and exchange sums.
 */
const PLACES = {
  habits: { from: 0, cells: HABIT_CELLS },
  popularity: { from: 8192, cells: POPULARITY_CELLS },
  season: { from: 24_576, cells: SEASON_CELLS },
} as const;
export type SitePart = keyof typeof PLACES;

/** What is added to a part: its own cells, from 0. */
export type Addition = readonly [cell: number, weight: number];

export const SITE_CELLS = PLACES.season.from + PLACES.season.cells;

export const cellOfSite = (part: SitePart, cell: number): number => PLACES[part].from + cell;

export function partOfSite(cells: Float64Array, part: SitePart): Float64Array {
  const { from, cells: count } = PLACES[part];
  return cells.subarray(from, from + count);
}
