import type { Streams } from '../../../shared/wire/streams.ts';
import type { FeatureRow } from './movement-features.ts';

type Quantiles = { readonly p10: number; readonly p50: number; readonly p90: number };
/** Times are whole milliseconds: one more keeps the logarithm of nought. */
const log = (ms: number): number => Math.log(ms + 1);
const width = ({ p10, p90 }: Quantiles): number => log(p90) - log(p10);
/** Above a half: the long ones are further from the middle than the short ones. */
const lean = ({ p10, p50, p90 }: Quantiles): number | null => (p90 === p10 ? null : (p90 - p50) / (p90 - p10));

/** Of all keys of the page together: never by position, which would tell what was typed. */
export function typingFeatures(rhythm: Streams['rhythm'], keys: Streams['keys']): FeatureRow | null {
  const { dwellMs, gapMs, rollovers } = rhythm;
  if (dwellMs === null || gapMs === null || keys.char === 0) return null;
  return {
    characters: Math.log(keys.char),
    dwell: log(dwellMs.p50),
    dwellWidth: width(dwellMs),
    dwellLean: lean(dwellMs),
    gap: log(gapMs.p50),
    gapWidth: width(gapMs),
    gapLean: lean(gapMs),
    shortestGap: log(gapMs.p10),
    dwellOverGap: log(dwellMs.p50) - log(gapMs.p50),
    rollovers: rollovers / keys.char,
    corrections: keys.edit / keys.char,
  };
}

export const TYPING_FEATURE_NAMES = [
  'characters',
  'dwell',
  'dwellWidth',
  'dwellLean',
  'gap',
  'gapWidth',
  'gapLean',
  'shortestGap',
  'dwellOverGap',
  'rollovers',
  'corrections',
] as const;
