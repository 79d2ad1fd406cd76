import type { Approach } from '../../../shared/wire/streams.ts';

/** null: unknown, which the model passes over. */
export type FeatureRow = Readonly<Record<string, number | null>>;

/** Before a logarithm, so that nought has one: about the smallest that the wire's rounding leaves. */
const log = (value: number, least: number): number => Math.log(Math.max(value, 0) + least);
const over = (value: number | null, f: (value: number) => number): number | null => (value === null ? null : f(value));

/** Fitts' law in Shannon's form, for a hand of average speed: what a movement of this length to a target of this size takes. */
const FITTS_START_MS = 200;
const FITTS_MS_A_BIT = 150;
/** Where the page's element is not known. */
const USUAL_SIZE_PX = 32;

function expectedMs({ px, size }: Approach): number {
  return FITTS_START_MS + FITTS_MS_A_BIT * Math.log2(px / Math.max(4, size ?? USUAL_SIZE_PX) + 1);
}

/** Of one movement. Lengths, times and ratios as logarithms: they vary by factors. */
const OF_ONE: Readonly<Record<string, (it: Approach) => number | null>> = {
  pace: it => Math.log(it.ms / expectedMs(it)),
  crookedness: it => log(it.path - 1, 0.001),
  bend: it => log(it.bend, 0.002),
  overshoot: it => log(it.over, 0.002),
  turning: it => log(it.turn, 0.02),
  quarterAt: it => it.t25,
  halfAt: it => it.t50,
  threeQuartersAt: it => it.t75,
  almostAt: it => it.t90,
  peakSpeed: it => over(it.peak, peak => log(peak, 0)),
  speedPeaks: it => it.peaks,
  roughness: it => over(it.rough, rough => log(rough, 0.005)),
  wobble: it => over(it.wobble, wobble => log(wobble, 0.02)),
  slowsInCurves: it => it.curve,
  repeats: it => it.repeats,
  startSpeed: it => it.starts,
  endSpeed: it => it.ends,
  resting: it => it.stillMs / it.ms,
  settling: it => log(it.settleMs, 10),
  pressing: it => over(it.pressMs, ms => log(ms, 5)),
  aside: it => it.offset,
};
/** What a hand never does twice alike. */
const SPREADS = ['pace', 'crookedness', 'halfAt', 'almostAt', 'peakSpeed', 'settling', 'pressing', 'aside'] as const;
const ONES = Object.entries(OF_ONE);
const SPREAD = SPREADS.map(name => ({ name: `${name}Spread`, of: ONES.findIndex(([it]) => it === name) }));

export const MOVEMENT_FEATURE_NAMES: readonly string[] = [...ONES.map(([name]) => name), ...SPREAD.map(it => it.name)];

/** Means over the movements, and the standard deviation of some, from the second movement on. */
export function movementFeatures(approaches: readonly Approach[]): FeatureRow {
  const row: Record<string, number | null> = {};
  const values = ONES.map(([, of]) => known(approaches, of));
  for (const [i, [name]] of ONES.entries()) row[name] = mean(values[i] ?? []);
  for (const { name, of } of SPREAD) row[name] = spread(values[of] ?? []);
  return row;
}

function known(approaches: readonly Approach[], of: (it: Approach) => number | null): readonly number[] {
  const values: number[] = [];
  for (const it of approaches) {
    const value = of(it);
    if (value !== null) values.push(value);
  }
  return values;
}

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((a, b) => a + b, 0) / values.length;

function spread(values: readonly number[]): number | null {
  const middle = mean(values);
  if (middle === null || values.length < 2) return null;
  return Math.sqrt(values.reduce((sum, it) => sum + (it - middle) ** 2, 0) / (values.length - 1));
}
