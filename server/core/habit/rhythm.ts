/**
 * Median-scaled Manhattan: how far an entry lies from the account's usual one, each timing in units of how far it usually lies (the
 * best detector of Killourhy and Maxion, DSN 2009, with medians for means and each timing's share held to a bound: one hesitation is
 * no other person).
 */
export type RhythmTemplate = {
  readonly entries: number;
  readonly medians: readonly number[];
  readonly scales: readonly number[];
};

/** Timings swing by about this part of themselves, and by these milliseconds: what is assumed until enough entries tell. */
const USUAL_SPREAD = 0.25;
const USUAL_SPREAD_MS = 12;
/** As if so many entries more had swung as usual. */
const SPREAD_ENTRIES = 4;
/** In units of a timing's own spread. */
const FARTHEST = 3;

export function rhythmTemplate(entries: readonly (readonly number[])[]): RhythmTemplate | null {
  const [first] = entries;
  if (first === undefined) return null;
  const medians: number[] = [];
  const scales: number[] = [];
  for (let i = 0; i < first.length; i++) {
    const values = entries.map(it => it[i] ?? 0);
    const middle = medianOf(values);
    const spread = values.reduce((sum, it) => sum + Math.abs(it - middle), 0) / values.length;
    const usual = USUAL_SPREAD_MS + USUAL_SPREAD * Math.abs(middle);
    medians.push(middle);
    scales.push((entries.length * spread + SPREAD_ENTRIES * usual) / (entries.length + SPREAD_ENTRIES));
  }
  return { entries: entries.length, medians, scales };
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[half - 1] ?? 0)) / 2;
}

/** 0 is the usual entry; about 1 is usual for the owner. */
export function rhythmDistance({ medians, scales }: RhythmTemplate, entry: readonly number[]): number {
  let sum = 0;
  for (const [i, middle] of medians.entries()) {
    sum += Math.min(FARTHEST, Math.abs((entry[i] ?? 0) - middle) / (scales[i] ?? 1));
  }
  return sum / Math.max(1, medians.length);
}

/** What is told of the rhythm of a page: quantiles alone, no key by its place. */
export type ToldRhythm = {
  readonly dwellMs: { readonly p10: number; readonly p50: number; readonly p90: number } | null;
  readonly gapMs: { readonly p10: number; readonly p50: number; readonly p90: number } | null;
};

/** The longest gaps are where someone thinks, or goes to the next field: they tell no hand, and are left out. null: nothing was typed. */
export const rhythmEntry = ({ dwellMs, gapMs }: ToldRhythm): readonly number[] | null =>
  dwellMs === null || gapMs === null ? null : [dwellMs.p10, dwellMs.p50, dwellMs.p90, gapMs.p10, gapMs.p50];

/**
 * The most that it counts, by how many entries are known: ln((1 − e) / e) at the equal error rates that quantiles are held to
 * (`npm run bench:keystrokes`: 0.33 at 10 entries, 0.27 at 20). Under ten it says nothing.
 */
const WEIGHT_MAX: readonly (readonly [entries: number, logOdds: number])[] = [
  [20, 0.99],
  [10, 0.71],
];
/** In units of the owner's own spread: from here on it is said, and from there on in full. */
const UNLIKE_FROM = 1.3;
const UNLIKE_WHOLLY = 2;

/** Never below 0: a rhythm is claimed, and can be played back. */
export function rhythmLogOdds(template: RhythmTemplate, entry: readonly number[]): number {
  const most = WEIGHT_MAX.find(([entries]) => template.entries >= entries)?.[1] ?? 0;
  const unlike = (rhythmDistance(template, entry) - UNLIKE_FROM) / (UNLIKE_WHOLLY - UNLIKE_FROM);
  return most * Math.min(1, Math.max(0, unlike));
}
