import assert from 'node:assert/strict';
import {
  POPULARITY_CELLS,
  popularityCellsOf,
  popularityOf,
  popularityWeightAt,
  type Sketched,
  shareOfAccount,
} from '../../../server/core/lockout/password-popularity.ts';

const NOW = Date.UTC(2026, 10, 22);
const DAY_MS = 24 * 60 * 60_000;

type Tried = readonly [sketch: string, count: number];
const cellsOf = (of: Sketched, tried: readonly Tried[], at = NOW, cells = new Float64Array(POPULARITY_CELLS)) => {
  for (const [sketch, count] of tried)
    for (const cell of popularityCellsOf(of, sketch)) cells[cell] = (cells[cell] ?? 0) + count * popularityWeightAt(at);
  return cells;
};
const others = (count: number): Tried[] => Array.from({ length: count }, (_, n) => [`other ${n}`, 1]);
const near = (is: number, expected: number, by = 1e-9): void =>
  assert.ok(Math.abs(is - expected) <= by, `${is} is not ${expected}`);

describe("a password's popularity", () => {
  it('is its share, less what others left in its cells', () => {
    // One other value that shares no cell: 100 - (2000 - 100) / 1023 = 98.142717…, of 2000.
    near(
      popularityOf(
        cellsOf('tried', [
          ['a', 100],
          ['b', 1900],
        ]),
        'a',
        NOW,
      ),
      (100 - 1900 / 1023) / 2000,
    );
  });

  it('is about right among ten thousand others, and none for what was never tried', () => {
    const cells = cellsOf('held', [['123456', 300], ...others(9700)]);
    near(popularityOf(cells, '123456', NOW), 0.03, 0.001);
    const wrong = Array.from({ length: 500 }, (_, n) => popularityOf(cells, `never ${n}`, NOW)).filter(it => it > 0);
    // Of 500, those all of whose four cells were hit much more often than others.
    assert.ok(wrong.length <= 5 && Math.max(0, ...wrong) < 0.002, wrong.join());
  });

  it('is unknown, and so none, on a site of fewer than a thousand', () => {
    assert.equal(popularityOf(cellsOf('held', [['a', 999]]), 'a', NOW), 0);
    assert.ok(popularityOf(cellsOf('held', [['a', 1000]]), 'a', NOW) > 0.99);
  });

  it('is none of what a single person retypes', () => {
    // 1 + 1/2 + … + 1/20
    const weight = Array.from({ length: 20 }, (_, n) => shareOfAccount(n)).reduce((sum, it) => sum + it, 0);
    near(weight, 3.597739657);
    assert.equal(
      popularityOf(
        cellsOf('tried', [
          ['mine', weight],
          ['b', 1000],
        ]),
        'mine',
        NOW,
      ),
      0,
    );
  });

  it('is the greater of what is held and what is tried, so that a flood of others hides nothing', () => {
    const cells = cellsOf('held', [
      ['123456', 100],
      ['b', 1900],
    ]);
    cellsOf(
      'tried',
      [
        ['123456', 100],
        ['c', 99_900],
      ],
      NOW,
      cells,
    );
    near(popularityOf(cells, '123456', NOW), (100 - 1900 / 1023) / 2000);
  });

  it('fades by half in two weeks, without being written again', () => {
    const cells = cellsOf('tried', [['a', 1000]], NOW - 14 * DAY_MS);
    cellsOf('tried', [['b', 1500]], NOW, cells);
    near(popularityOf(cells, 'a', NOW), (500 - 1500 / 1023) / 2000);
  });
});
