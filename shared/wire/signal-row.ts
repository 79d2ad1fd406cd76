import { z } from 'zod';
import type { Words } from './words.ts';

/** essential: a verdict leans on it. useful: it corroborates. */
export type Necessity = 'essential' | 'useful';
/** How long the value of one browser tends to stay: for ever, until a browser update, until the person changes something, or one visit. */
export type Stability = 'fixed' | 'version' | 'setting' | 'visit';

/**
 * How much a site lets the agent look at. `light` leaves out what is drawn, played or laid out for measuring only (canvas, sound,
 * fonts, content blockers): nothing of it is even run.
 */
export const FINGERPRINT_LEVELS = ['full', 'light'] as const;
export type FingerprintLevel = (typeof FINGERPRINT_LEVELS)[number];

/** What is said of all that is collected, signals and streams alike. */
export type CollectedRow<S extends z.ZodType = z.ZodType> = {
  readonly shape: S;
  readonly purpose: Words;
  readonly necessity: Necessity;
  readonly retentionDays: number;
  readonly stability: Stability;
  readonly version: number;
};

export type SignalRow<S extends z.ZodType = z.ZodType> = CollectedRow<S> & {
  /** Which of the agent's scripts brings it: the first, or the one that is loaded when the page is idle. */
  readonly chunk: 1 | 2;
  /** The least level at which it is collected. */
  readonly level: FingerprintLevel;
  /** Its own deadline, where it is not that of all (client/limits.ts). */
  readonly deadlineMs?: number;
};

export const KEPT_DAYS = 90;

export const text = (max: number) => z.string().max(max);
/** Window coordinates can be negative (a second screen to the left); CSS pixels may be fractions. */
export const pixels = z.number().min(-1_000_000).max(1_000_000);
/** What client/hash.ts makes of a long value: 53 bits, enough to compare, too few to read it back. */
export const hash = z.string().regex(/^[0-9a-f]{14}$/);

/** A row of the second script: each signal there corroborates, and is kept as long as the others. */
export const secondScriptRow =
  (level: FingerprintLevel) =>
  <S extends z.ZodType>(shape: S, stability: Stability, purpose: Words, deadlineMs?: number): SignalRow<S> => ({
    shape,
    purpose,
    stability,
    necessity: 'useful',
    retentionDays: KEPT_DAYS,
    version: 1,
    chunk: 2,
    level,
    ...(deadlineMs === undefined ? {} : { deadlineMs }),
  });
