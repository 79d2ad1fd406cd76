import { z } from 'zod';
import type { FeatureRow } from './movement-features.ts';

/**
 * A node: the feature's index, where it divides, the nodes below and from there on, and its own value; a leaf divides at no feature
 * (-1). Values are log-odds of a program against a hand, cumulative over the path: where a feature is unknown the node's own value holds.
 */
const node = z.tuple([z.int().min(-1), z.number(), z.int().min(0), z.int().min(0), z.number()]);
export type TreeNode = z.infer<typeof node>;

export const boostedTreesSchema = z
  .strictObject({
    /** Name and the range that training saw. */
    features: z.array(z.tuple([z.string(), z.number(), z.number()])),
    /** Log-odds before any feature is looked at. */
    bias: z.number(),
    trees: z.array(z.array(node).min(1)),
  })
  .refine(
    ({ features, trees }) =>
      trees.every(tree =>
        tree.every(
          ([feature, , below, above], i) =>
            feature < features.length &&
            (feature === -1 || (below > i && above > i && below < tree.length && above < tree.length)),
        ),
      ),
    'a node names a feature or a node that is not there',
  );
export type BoostedTrees = z.infer<typeof boostedTreesSchema>;

export type TreeScore = { readonly logOdds: number; readonly contributions: ReadonlyMap<string, number> };

/** All nodes one after the other, so that they lie together in memory: half the time, in a gate at work, that arrays of arrays take. */
type Forest = {
  readonly roots: Int32Array;
  readonly feature: Int32Array;
  readonly divides: Float64Array;
  readonly below: Int32Array;
  readonly above: Int32Array;
  readonly value: Float64Array;
};

const forests = new WeakMap<BoostedTrees, Forest>();
function forestOf(model: BoostedTrees): Forest {
  const known = forests.get(model);
  if (known !== undefined) return known;
  const first: number[] = [];
  const nodes = model.trees.flatMap((tree, i) => {
    const from = (first[i - 1] ?? 0) + (model.trees[i - 1]?.length ?? 0);
    first.push(from);
    return tree.map(([feature, at, below, above, value]) => [feature, at, from + below, from + above, value] as const);
  });
  const made: Forest = {
    roots: Int32Array.from(first),
    feature: Int32Array.from(nodes, it => it[0]),
    divides: Float64Array.from(nodes, it => it[1]),
    below: Int32Array.from(nodes, it => it[2]),
    above: Int32Array.from(nodes, it => it[3]),
    value: Float64Array.from(nodes, it => it[4]),
  };
  forests.set(model, made);
  return made;
}

/**
 * bias + Σ contributions = log-odds. A feature's contribution is the sum of the steps in value where it decided which way to go
 * (Saabas 2014).
 */
export function scoreByTrees(model: BoostedTrees, row: FeatureRow): TreeScore {
  const { features, bias } = model;
  const { roots, feature, divides, below, above, value } = forestOf(model);
  // NaN: unknown.
  const values = Float64Array.from(features, ([name]) => row[name] ?? Number.NaN);
  const given = new Float64Array(features.length);
  let logOdds = bias;
  for (const root of roots) {
    let at = root;
    for (let by = feature[at] ?? -1; by >= 0; by = feature[at] ?? -1) {
      const known = values[by] ?? Number.NaN;
      if (Number.isNaN(known)) break;
      const next = (known < (divides[at] ?? 0) ? below[at] : above[at]) ?? 0;
      given[by] = (given[by] ?? 0) + (value[next] ?? 0) - (value[at] ?? 0);
      at = next;
    }
    logOdds += value[at] ?? 0;
  }
  return { logOdds, contributions: new Map(features.map(([name], i) => [name, given[i] ?? 0])) };
}
