import type { KeyObject } from 'node:crypto';

/**
 * One key may encrypt 2^32 texts under random nonces (NIST SP 800-38D, 8.3). At 50,000 a second a day makes 4.3 billion, more than
 * that; an hour makes 180 million (2^27.4), and would do for 1.1 million a second.
 */
const PERIOD_MS = 60 * 60_000;

export const periodAt = (now: number): number => Math.floor(now / PERIOD_MS);

/** `head`: what names it before each text that it encrypted. */
export type PeriodKey = { readonly key: KeyObject; readonly head: Uint8Array };

export type PeriodKeys = {
  readonly of: (period: number) => PeriodKey;
  /** For the next time. Only of a period that is known to be genuine: then made-up ones cost their derivation, and push nothing out. */
  readonly keep: (period: number, key: PeriodKey) => void;
};

/** The keys of one purpose. `derive` costs some 10 µs, so up to `keptMax` of them are kept. */
export function periodKeys(derive: (period: number) => PeriodKey, keptMax: number): PeriodKeys {
  const kept = new Map<number, PeriodKey>();
  return {
    of: period => kept.get(period) ?? derive(period),
    keep: (period, key) => {
      if (kept.has(period)) return;
      if (kept.size >= keptMax) kept.clear();
      kept.set(period, key);
    },
  };
}
