import type { Signals } from '../../shared/wire/signals.ts';

const OFFSET_MIN_MAX = 1_500;
/** Years in which many zones changed; the middle of each winter and, of the later ones, of each summer. Months count from 0. */
const MOMENTS: readonly (readonly [year: number, month: number])[] = [
  [1900, 0],
  [1925, 6],
  [1943, 6],
  [1950, 6],
  [1968, 6],
  [1974, 0],
  [1985, 6],
  [1995, 0],
  [2011, 0],
  [2015, 6],
  [2023, 0],
  [2023, 6],
];

/** Minutes ahead of UTC at each moment: a zone that is only named, or only shifted, lacks another's past. */
export function timeZoneHistory(
  offsetMin: (year: number, month: number) => number = (year, month) =>
    0 - new Date(year, month, 15).getTimezoneOffset(),
): Signals['timeZoneHistory'] {
  return MOMENTS.map(([year, month]) =>
    Math.min(OFFSET_MIN_MAX, Math.max(-OFFSET_MIN_MAX, Math.round(offsetMin(year, month)))),
  );
}
