import assert from 'node:assert/strict';
import { type BoostedTrees, boostedTreesSchema, scoreByTrees } from '../../../server/core/hands/boosted-trees.ts';

/** Two trees: the first asks for a, then, from 5 on, for b; the second asks for b. */
const MODEL: BoostedTrees = {
  features: [
    ['a', 0, 10],
    ['b', 0, 1],
  ],
  bias: -1,
  trees: [
    [
      [0, 5, 1, 2, 0],
      [-1, 0, 0, 0, -0.5],
      [1, 0.5, 3, 4, 0.25],
      [-1, 0, 0, 0, 0.75],
      [-1, 0, 0, 0, -1.25],
    ],
    [
      [1, 0.1, 1, 2, 0],
      [-1, 0, 0, 0, 2],
      [-1, 0, 0, 0, -0.125],
    ],
  ],
};
const score = (row: Record<string, number | null>) => {
  const { logOdds, contributions } = scoreByTrees(MODEL, row);
  return [logOdds, contributions.get('a'), contributions.get('b')];
};

describe('core: boosted trees', () => {
  it('adds up where each tree ends', () => {
    assert.deepEqual(score({ a: 4, b: 0.05 }), [-1 - 0.5 + 2, -0.5, 2]);
    // a from 5 on: +0.25 for a, then b takes it to -1.25; the second tree gives b -0.125.
    assert.deepEqual(score({ a: 5, b: 0.9 }), [-1 - 1.25 - 0.125, 0.25, -1.5 - 0.125]);
  });

  it('stays at the node whose feature is unknown', () => {
    assert.deepEqual(score({ a: 7, b: null }), [-1 + 0.25, 0.25, 0]);
    assert.deepEqual(score({}), [-1, 0, 0]);
  });

  it('gives contributions that add up to the log-odds', () => {
    for (const a of [0, 5, 9, null])
      for (const b of [0, 0.3, 0.7, null]) {
        const [logOdds, ofA = 0, ofB = 0] = score({ a, b });
        assert.equal(logOdds, MODEL.bias + ofA + ofB);
      }
  });

  it('refuses nodes and features that are not there, and ways that lead back', () => {
    const broken = (node: [number, number, number, number, number]) => ({ ...MODEL, trees: [[node]] });
    assert.equal(boostedTreesSchema.safeParse(MODEL).success, true);
    for (const node of [
      [2, 0, 0, 0, 0],
      [0, 0, 1, 2, 0],
      [0, 0, 0, 0, 0],
    ] as const)
      assert.equal(boostedTreesSchema.safeParse(broken([...node])).success, false, `${node}`);
  });
});
