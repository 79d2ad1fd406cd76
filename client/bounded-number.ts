/** A finite number within what the wire accepts; what is none throws (JSON would turn NaN into null, and the report be refused). */
export function boundedNumber(value: unknown, min: number, max: number): number {
  if (typeof value !== 'number' || Number.isNaN(value)) throw new TypeError('not a number');
  return Math.min(max, Math.max(min, value));
}

/** The same for whole numbers. */
export function boundedInteger(value: unknown, min: number, max: number): number {
  return Math.round(boundedNumber(value, min, max));
}
