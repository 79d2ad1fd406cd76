import type { BoostedTrees, TreeNode } from '../../server/core/hands/boosted-trees.ts';
import type { FeatureRow } from '../../server/core/hands/movement-features.ts';
import type { SeededRandom } from '../../test/support/seeded-random.ts';

export type Labelled = { readonly row: FeatureRow; readonly program: boolean };
export type Training = {
  readonly trees: number;
  readonly depth: number;
  readonly rate: number;
  /** Weight of a prior of nought on each value, in rows. */
  readonly ridge: number;
  /** Least rows on either side of a division, by weight p(1 − p). */
  readonly leafWeight: number;
  /** Part of the rows that each tree sees. */
  readonly sample: number;
};

export const TRAINING: Training = { trees: 120, depth: 3, rate: 0.12, ridge: 8, leafWeight: 15, sample: 0.6 };

const BINS = 48;
const UNKNOWN = 255;
const GAIN_LEAST = 1e-6;
/** Half a part in a thousand at either end is not in the range. */
const TAIL = 0.0005;
const round = (value: number): number => Math.round(value * 1e4) / 1e4;

type Columns = {
  readonly names: readonly string[];
  /** Where bins begin, feature by feature. */
  readonly edges: readonly (readonly number[])[];
  readonly bins: readonly Uint8Array[];
  readonly ranges: readonly (readonly [low: number, high: number])[];
};
type Slopes = { readonly gradient: Float64Array; readonly curvature: Float64Array };
type Split = { readonly feature: number; readonly bin: number; readonly gain: number };

/** Gradient boosting on the logistic loss by Newton steps (Friedman 2001; histograms as in LightGBM). The same seed gives the same trees. */
export function trainTrees(
  rows: readonly Labelled[],
  names: readonly string[],
  random: SeededRandom,
  training: Training = TRAINING,
): BoostedTrees {
  const columns = binned(rows, names);
  const programs = rows.filter(it => it.program).length;
  let bias = Math.log(programs / (rows.length - programs));
  const score = new Float64Array(rows.length).fill(bias);
  const slopes: Slopes = { gradient: new Float64Array(rows.length), curvature: new Float64Array(rows.length) };
  const trees: TreeNode[][] = [];
  for (let n = 0; n < training.trees; n++) {
    for (const [i, { program }] of rows.entries()) {
      const p = 1 / (1 + Math.exp(-(score[i] ?? 0)));
      slopes.gradient[i] = p - (program ? 1 : 0);
      slopes.curvature[i] = p * (1 - p);
    }
    const seen = rows.map((_, i) => i).filter(() => random.unit() < training.sample);
    const tree: TreeNode[] = [];
    grow(tree, seen, training.depth, { columns, slopes, training });
    for (let i = 0; i < rows.length; i++) score[i] = (score[i] ?? 0) + valueIn(tree, columns, i);
    // What the root says of everyone belongs to the bias: contributions begin at nought.
    const root = tree[0]?.[4] ?? 0;
    bias += root;
    trees.push(
      tree.map(([feature, at, below, above, value]) => [
        feature,
        threshold(columns, feature, at),
        below,
        above,
        round(value - root),
      ]),
    );
  }
  return { features: names.map((name, i) => [name, ...(columns.ranges[i] ?? [0, 0])]), bias: round(bias), trees };
}

const threshold = (columns: Columns, feature: number, bin: number): number =>
  feature === -1 ? 0 : (columns.edges[feature]?.[bin] ?? 0);

function binned(rows: readonly Labelled[], names: readonly string[]): Columns {
  const known = names.map(name => rows.map(it => it.row[name] ?? Number.NaN));
  const sorted = known.map(values => values.filter(it => !Number.isNaN(it)).sort((a, b) => a - b));
  const quantile = (values: readonly number[], part: number): number =>
    round(values[Math.min(values.length - 1, Math.floor(part * values.length))] ?? 0);
  const edges = sorted.map(values => [
    ...new Set(Array.from({ length: BINS - 1 }, (_, i) => quantile(values, (i + 1) / BINS))),
  ]);
  const bins = known.map((values, f) =>
    Uint8Array.from(values, it => (Number.isNaN(it) ? UNKNOWN : (edges[f] ?? []).filter(edge => it >= edge).length)),
  );
  return { names, edges, bins, ranges: sorted.map(it => [quantile(it, TAIL), quantile(it, 1 - TAIL)]) };
}

type Soil = { readonly columns: Columns; readonly slopes: Slopes; readonly training: Training };

/** Adds a node and all below it; its index. Below: bins up to `bin`, that is values under the bin's upper edge. */
function grow(tree: TreeNode[], rows: readonly number[], depth: number, soil: Soil): number {
  const { slopes, training, columns } = soil;
  let [gradient, curvature] = [0, 0];
  for (const i of rows) {
    gradient += slopes.gradient[i] ?? 0;
    curvature += slopes.curvature[i] ?? 0;
  }
  const value = (-training.rate * gradient) / (curvature + training.ridge);
  const at = tree.length;
  tree.push([-1, 0, 0, 0, value]);
  const split = depth === 0 ? null : bestSplit(rows, soil);
  if (split === null) return at;
  const bins = columns.bins[split.feature] ?? new Uint8Array();
  const side = (above: boolean): readonly number[] =>
    rows.filter(i => {
      const bin = bins[i] ?? UNKNOWN;
      return bin !== UNKNOWN && bin > split.bin === above;
    });
  const below = grow(tree, side(false), depth - 1, soil);
  const above = grow(tree, side(true), depth - 1, soil);
  tree[at] = [split.feature, split.bin, below, above, value];
  return at;
}

/** Rows whose feature is unknown stay at the node: only what is known on either side is compared. */
function bestSplit(rows: readonly number[], soil: Soil): Split | null {
  let best: Split | null = null;
  for (let feature = 0; feature < soil.columns.names.length; feature++) {
    const split = bestBin(rows, feature, soil);
    if (split !== null && split.gain > (best?.gain ?? GAIN_LEAST)) best = split;
  }
  return best;
}

function bestBin(rows: readonly number[], feature: number, { columns, slopes, training }: Soil): Split | null {
  const bins = columns.bins[feature] ?? new Uint8Array();
  const gradient = new Float64Array(UNKNOWN + 1);
  const curvature = new Float64Array(UNKNOWN + 1);
  for (const i of rows) {
    const bin = bins[i] ?? UNKNOWN;
    gradient[bin] = (gradient[bin] ?? 0) + (slopes.gradient[i] ?? 0);
    curvature[bin] = (curvature[bin] ?? 0) + (slopes.curvature[i] ?? 0);
  }
  const sum = (values: Float64Array): number => values.subarray(0, UNKNOWN).reduce((a, b) => a + b, 0);
  const [all, weight] = [sum(gradient), sum(curvature)];
  const worth = (g: number, h: number): number => (g * g) / (h + training.ridge);
  let best: Split | null = null;
  let [g, h] = [0, 0];
  for (let bin = 0; bin < (columns.edges[feature]?.length ?? 0); bin++) {
    g += gradient[bin] ?? 0;
    h += curvature[bin] ?? 0;
    if (h < training.leafWeight || weight - h < training.leafWeight) continue;
    const gain = worth(g, h) + worth(all - g, weight - h) - worth(all, weight);
    if (gain > (best?.gain ?? 0)) best = { feature, bin, gain };
  }
  return best;
}

function valueIn(tree: readonly TreeNode[], columns: Columns, row: number): number {
  let node = tree[0];
  while (node !== undefined && node[0] !== -1) {
    const bin = columns.bins[node[0]]?.[row] ?? UNKNOWN;
    if (bin === UNKNOWN) break;
    const next: TreeNode | undefined = tree[bin > node[1] ? node[3] : node[2]];
    if (next === undefined) break;
    node = next;
  }
  return node?.[4] ?? 0;
}
