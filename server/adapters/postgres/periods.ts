import { leastIdAt } from '../sql/id-bounds.ts';

export type Period = 'month' | 'week';
/** From, inclusive, to, exclusive. Milliseconds. */
export type Span = { readonly from: number; readonly to: number };

const DAY_MS = 24 * 60 * 60_000;
/** 1970-01-01 was a Thursday. */
const FIRST_MONDAY_MS = 4 * DAY_MS;

/** The calendar month, or the week from Monday on, that is `offset` after the one of this moment. UTC. */
export function spanAt(period: Period, ms: number, offset: number): Span {
  if (period === 'month') {
    const date = new Date(ms);
    const start = (n: number): number => Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + n);
    return { from: start(offset), to: start(offset + 1) };
  }
  const week = Math.floor((ms - FIRST_MONDAY_MS) / (7 * DAY_MS)) + offset;
  const start = (n: number): number => FIRST_MONDAY_MS + n * 7 * DAY_MS;
  return { from: start(week), to: start(week + 1) };
}

/** Such as screenings_20261101, by its first day. */
export const partitionName = (table: string, { from }: Span): string =>
  `${table}_${new Date(from).toISOString().slice(0, 10).replaceAll('-', '')}`;

/** The span of a partition of ours by its name; null: another table, or the default one. */
export function spanOfName(table: string, period: Period, name: string): Span | null {
  const [, year, month, day] = /_(\d{4})(\d\d)(\d\d)$/.exec(name) ?? [];
  if (year === undefined || month === undefined || day === undefined) return null;
  const span = spanAt(period, Date.UTC(Number(year), Number(month) - 1, Number(day)), 0);
  return partitionName(table, span) === name ? span : null;
}

export const boundsOf = ({ from, to }: Span): readonly [string, string] => [leastIdAt(from), leastIdAt(to)];
