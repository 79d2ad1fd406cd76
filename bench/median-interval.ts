import { median } from './percentile.ts';

export type Interval = { readonly median: number; readonly low: number; readonly high: number };

/** 1.96 standard deviations of a fair coin's heads among n. */
const HALF_WIDTH = 0.98;

/** The median with its 95 % interval, from the order of the values alone (the sign test's): nothing is assumed of how they spread. */
export function medianInterval(values: readonly number[]): Interval {
  const sorted = values.toSorted((a, b) => a - b);
  const n = sorted.length;
  const rank = Math.max(1, Math.floor(n / 2 - HALF_WIDTH * Math.sqrt(n)));
  return { median: median(values), low: sorted[rank - 1] ?? Number.NaN, high: sorted[n - rank] ?? Number.NaN };
}

export const within = ({ low, high }: Interval, digits = 0): string =>
  `95 % within ${low.toFixed(digits)} to ${high.toFixed(digits)}`;
