import { z } from 'zod';

/** Why a value is not there. Missing is a value of its own: never folded into 0, "" or false. */
export const MISSING_REASONS = ['unsupported', 'blocked', 'timed-out', 'failed'] as const;
export type MissingReason = (typeof MISSING_REASONS)[number];

export type Missing = { missing: MissingReason };
/** A signal as it travels: its value, or why there is none. */
export type Reading<T> = T | Missing;

export const missingSchema = z.strictObject({ missing: z.enum(MISSING_REASONS) }).meta({ id: 'Missing' });

export function readingOf<S extends z.ZodType>(value: S) {
  return z.union([value, missingSchema]);
}

export function isMissing<T>(reading: Reading<T>): reading is Missing {
  return typeof reading === 'object' && reading !== null && 'missing' in reading;
}
