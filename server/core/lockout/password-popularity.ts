import { markOf } from '../subjects/mark.ts';

/**
 * How popular a password is on a site, by its sketch alone (16 bits at the most, hashed under a key before it comes here): a count-min
 * sketch that fades (forward decay, as core/habit/site-counts.ts), read with the noise of shared cells taken off (count-mean-min: Deng,
 * Rafiei 2007). All cells are sums, so that processes only add to one another's. 33 KB of a site for each of the two.
 */
const ROWS = 4;
const WIDTH = 1024;
const TOTAL_CELL = 0;
const CELLS_OF_ONE = 1 + ROWS * WIDTH;

/**
 * `held`: passwords of undisputed logins, which failing tries cannot move. `tried`: those of tries that failed: the one word that is
 * sprayed over a site, be it nobody's.
 */
export const SKETCHED = ['held', 'tried'] as const;
export type Sketched = (typeof SKETCHED)[number];
export const POPULARITY_CELLS = SKETCHED.length * CELLS_OF_ONE;

const firstCellOf = (of: Sketched): number => SKETCHED.indexOf(of) * CELLS_OF_ONE;

const DAY_MS = 24 * 60 * 60_000;
/** What is sprayed changes within weeks. */
const HALF_LIFE_MS = 14 * DAY_MS;
const EPOCH_MS = Date.UTC(2026, 0, 1);
/** What one try weighs at this moment; a double holds it for 38 years. */
export const popularityWeightAt = (now: number): number => 2 ** ((now - EPOCH_MS) / HALF_LIFE_MS);

/** The cells that one password is added to. @param sketch a keyed hash of the sketch, as text. */
export function popularityCellsOf(of: Sketched, sketch: string): readonly number[] {
  const first = firstCellOf(of);
  return [first + TOTAL_CELL, ...Array.from({ length: ROWS }, (_, row) => first + cellIn(row, sketch))];
}

const cellIn = (row: number, sketch: string): number => 1 + row * WIDTH + (markOf(`${row} ${sketch}`) % WIDTH);

/**
 * What a try weighs of 1, so that an account counts about once, however often it comes: its nth within a month weighs 1/n.
 * @param earlier of the same account within a month.
 */
export const shareOfAccount = (earlier: number): number => 1 / (1 + Math.max(0, earlier));

/** Fewer say nothing of a site. */
const TOTAL_MIN = 1000;
/** One person's, retyped twenty times, weighs 3.6. */
const COUNT_MIN = 5;

/** The share of a site's accounts, about, that have it, or were tried with it: 0..1; 0 where too little is known. */
export function popularityOf(cells: Readonly<Float64Array>, sketch: string, now: number): number {
  return Math.max(...SKETCHED.map(of => popularityIn(cells, of, sketch, now)));
}

function popularityIn(cells: Readonly<Float64Array>, of: Sketched, sketch: string, now: number): number {
  const first = firstCellOf(of);
  const weight = popularityWeightAt(now);
  const total = (cells[first + TOTAL_CELL] ?? 0) / weight;
  if (total < TOTAL_MIN) return 0;
  let least = Number.POSITIVE_INFINITY;
  for (let row = 0; row < ROWS; row++) {
    const count = (cells[first + cellIn(row, sketch)] ?? 0) / weight;
    least = Math.min(least, count - (total - count) / (WIDTH - 1));
  }
  return least < COUNT_MIN ? 0 : least / total;
}
