import { MS_MAX, SAMPLES_MAX } from './limits.ts';

export type Quantiles = { p10: number; p50: number; p90: number } | null;
export type Samples = { add(ms: number): void; quantiles(): Quantiles };

/** The newest lengths of time, in whole milliseconds; quantiles by the nearest rank, null while there is none. */
export function samples(): Samples {
  const ring: number[] = [];
  let added = 0;
  return {
    add(ms) {
      ring[added % SAMPLES_MAX] = Math.round(Math.min(MS_MAX, Math.max(0, ms)));
      added += 1;
    },
    quantiles() {
      const sorted = [...ring].sort((a, b) => a - b);
      const rank = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
      return sorted.length === 0 ? null : { p10: rank(0.1), p50: rank(0.5), p90: rank(0.9) };
    },
  };
}
