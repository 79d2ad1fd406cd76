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

/**
 * bias + Σ contributions = log-odds. A feature's contribution is the sum of the steps in value where it decided which way to go
 * (Saabas 2014).
 */
export function scoreByTrees({ features, bias, trees }: BoostedTrees, row: FeatureRow): TreeScore {
  const values = features.map(([name]) => row[name] ?? null);
  const given = new Float64Array(features.length);
  let logOdds = bias;
  for (const tree of trees) {
    let at: TreeNode | undefined = tree[0];
    while (at !== undefined && at[0] >= 0) {
      const value = values[at[0]] ?? null;
      if (value === null) break;
      const next: TreeNode | undefined = tree[value < at[1] ? at[2] : at[3]];
      if (next === undefined) break;
      given[at[0]] = (given[at[0]] ?? 0) + next[4] - at[4];
      at = next;
    }
    logOdds += at?.[4] ?? 0;
  }
  return { logOdds, contributions: new Map(features.map(([name], i) => [name, given[i] ?? 0])) };
}
