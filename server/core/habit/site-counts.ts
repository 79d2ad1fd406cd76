import { markOf } from '../subjects/mark.ts';
import type { HabitField, HabitValues } from './values.ts';

/**
 * How often each value comes among a site's undisputed logins, as the model's p(x) asks it: a count-min sketch of two rows a field
 * (Cormode, Muthukrishnan 2005). All cells are sums, so that processes only ever add to one another's, and what is old fades by
 * weighing what is new more (forward decay: Cormode et al. 2009): a cell is never rewritten. 50 KB a site.
 */
const WIDTHS = {
  // Of thirty thousand networks each weighs nothing; one that carries a hundredth of a site stands out all the same.
  network: 1024,
  asn: 512,
  country: 512,
  userAgent: 512,
  browser: 256,
  system: 128,
  deviceType: 16,
  languages: 128,
  roundTrip: 64,
} as const satisfies Partial<Record<HabitField, number>>;
export type CountedField = keyof typeof WIDTHS;
const COUNTED = Object.keys(WIDTHS) as readonly CountedField[];
const ROWS = 2;

/** Of all logins. */
const LOGINS_CELL = 0;
const FIRST_CELLS = firstCells();
export const HABIT_CELLS = 1 + ROWS * COUNTED.reduce((sum, field) => sum + WIDTHS[field], 0);

function firstCells(): Readonly<Record<CountedField, number>> {
  const first: Record<string, number> = {};
  let next = LOGINS_CELL + 1;
  for (const field of COUNTED) {
    first[field] = next;
    next += ROWS * WIDTHS[field];
  }
  return first as Record<CountedField, number>;
}

const DAY_MS = 24 * 60 * 60_000;
/** A browser's release is everybody's within weeks, and what is usual changes within seasons. */
const HALF_LIFE_MS = 60 * DAY_MS;
const EPOCH_MS = Date.UTC(2026, 0, 1);
/** What a login weighs at this moment; a double holds it for 160 years. */
export const weightAt = (now: number): number => 2 ** ((now - EPOCH_MS) / HALF_LIFE_MS);

function cellOf(field: CountedField, row: number, value: string): number {
  return FIRST_CELLS[field] + row * WIDTHS[field] + (markOf(`${row} ${value}`) % WIDTHS[field]);
}

/** The cells that a login is added to. */
export function cellsOf(values: HabitValues): readonly number[] {
  const cells: number[] = [LOGINS_CELL];
  for (const field of COUNTED) {
    const value = values[field];
    if (value === '') continue;
    for (let row = 0; row < ROWS; row++) cells.push(cellOf(field, row, value));
  }
  return cells;
}

/** A site's counts as they are read at a moment. */
export type SiteHabits = {
  readonly logins: number;
  /** Never too few; too many where values share their cells. */
  readonly count: (field: CountedField, value: string) => number;
  /** How many different values there are, about. */
  readonly distinct: (field: CountedField) => number;
};

export const NO_SITE_HABITS: SiteHabits = { logins: 0, count: () => 0, distinct: () => 0 };

/** @param cells `HABIT_CELLS` sums of weights. */
export function siteHabits(cells: Readonly<Float64Array>, now: number): SiteHabits {
  const weight = weightAt(now);
  return {
    logins: (cells[LOGINS_CELL] ?? 0) / weight,
    count: (field, value) => {
      let least = Number.POSITIVE_INFINITY;
      for (let row = 0; row < ROWS; row++) least = Math.min(least, cells[cellOf(field, row, value)] ?? 0);
      return least / weight;
    },
    distinct: field => distinctIn(cells, FIRST_CELLS[field], WIDTHS[field], weight),
  };
}

/** What weighs less than this of a login was forgotten. */
const FADED = 0.05;

/** Linear counting (Whang et al. 1990): from how many cells of a row are empty. */
function distinctIn(cells: Readonly<Float64Array>, from: number, width: number, weight: number): number {
  let empty = 0;
  for (let i = from; i < from + width; i++) if ((cells[i] ?? 0) < FADED * weight) empty++;
  return width * Math.log(width / Math.max(1, empty));
}
