import type { FpStalker } from './fp-stalker.ts';
import { type Bin, isotonic } from './intervals.ts';
import { type Family, lookUp, lookUpsOf, type Population } from './look-ups.ts';

/** One look-up's answer beside the truth. */
export type Scored = {
  readonly family: Family;
  readonly engine: string;
  readonly returning: boolean;
  readonly among: boolean;
  readonly candidates: number;
  readonly logOdds: number;
  readonly confidence: number;
  readonly likeliestIsRight: boolean;
  readonly abstains: string | null;
  readonly outcome: Outcome;
  readonly baseline: Outcome;
};
/** `split`: a known device is taken for new. `merged`: taken for another. */
export type Outcome = 'right' | 'split' | 'merged' | 'new';

export function scoreLookUps(
  population: Population,
  { family, count, baseline }: { readonly family: Family; readonly count: number; readonly baseline: FpStalker | null },
): readonly Scored[] {
  return lookUpsOf(population, family, count).map(({ image, truth }) => {
    const { link, among, candidates } = lookUp(population, image, truth);
    const held = baseline === null ? null : baseline.link(image);
    const right = truth === null ? null : String(truth);
    return {
      family,
      engine: image.engineFamily,
      returning: truth !== null,
      among,
      candidates,
      logOdds: link.logOdds,
      confidence: link.confidence,
      likeliestIsRight: right !== null && link.likeliest === right,
      abstains: link.abstains,
      outcome: outcomeOf(link.id, right),
      baseline: outcomeOf(held === null ? null : String(held), right),
    };
  });
}

function outcomeOf(named: string | null, truth: string | null): Outcome {
  if (named === null) return truth === null ? 'new' : 'split';
  return named === truth ? 'right' : 'merged';
}

/** Where the share of merges among all look-ups comes to `most`, going down from the surest; +∞ where it never stays below. */
export function thresholdFor(
  rows: readonly Scored[],
  most: number,
): { readonly from: number; readonly recall: number } {
  const returning = rows.filter(it => it.returning).length;
  let [from, right, wrong, recall] = [Number.POSITIVE_INFINITY, 0, 0, 0];
  for (const row of rows.toSorted((a, b) => b.logOdds - a.logOdds)) {
    if (row.likeliestIsRight) right++;
    else wrong++;
    if (wrong / rows.length > most) break;
    [from, recall] = [row.logOdds, right / returning];
  }
  return { from, recall };
}

const EDGES: readonly number[] = [-8, -6, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 8, 10];

/** The rising table that core keeps: per bin of log-odds the mean and the share that was right, half a look-up of each kind added. */
export function calibrationFrom(rows: readonly Scored[]): readonly (readonly [logOdds: number, share: number])[] {
  const finite = rows.filter(it => Number.isFinite(it.logOdds));
  const bins = [Number.NEGATIVE_INFINITY, ...EDGES].map((low, i): Bin => {
    const high = EDGES[i] ?? Number.POSITIVE_INFINITY;
    const inside = finite.filter(it => it.logOdds >= low && it.logOdds < high);
    const mean = inside.reduce((sum, it) => sum + it.logOdds, 0) / inside.length;
    return { logOdds: mean, right: inside.filter(it => it.likeliestIsRight).length + 0.5, of: inside.length + 1 };
  });
  const filled = isotonic(bins.filter(it => it.of >= 20));
  return filled.map(({ logOdds, right, of }) => [round(logOdds, 2), round(right / of, 4)]);
}

const round = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits;
