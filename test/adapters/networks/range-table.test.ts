import assert from 'node:assert/strict';
import fc from 'fast-check';
import { RangeTableBuilder, valueAt, type Width } from '../../../server/adapters/networks/range-table.ts';

type Row = readonly [first: bigint, last: bigint, value: number];

const built = (width: Width, rows: readonly Row[]) => {
  const builder = new RangeTableBuilder(width);
  for (const row of rows) builder.add(...row);
  return builder.table();
};
const wordsOf = (address: bigint, width: Width): number[] =>
  Array.from({ length: width }, (_, n) => Number((address >> BigInt((width - 1 - n) * 32)) & 0xffffffffn));

describe('a table of ranges', () => {
  for (const width of [1, 2, 4] as const) {
    it(`finds what a walk over all ranges finds, in ${width * 32} bits`, () => {
      const top = 1n << BigInt(width * 32);
      // Few values, so that ranges touch, overlap and repeat; the ends of the space too.
      const edge = fc
        .constantFrom(0n, 1n, 5n, 2n ** 31n, 2n ** 32n - 1n, 2n ** 32n, 2n ** 63n, top / 2n, top - 2n, top - 1n)
        .map(it => it % top);
      const rows = fc.array(fc.tuple(edge, edge, fc.integer({ min: 1, max: 3 })), { maxLength: 8 });
      fc.assert(
        fc.property(rows, edge, (drawn, address) => {
          const sorted = drawn
            .map(([a, b, value]): Row => (a < b ? [a, b, value] : [b, a, value]))
            .toSorted((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
          const found = valueAt(built(width, sorted), wordsOf(address, width));
          const expected = sorted.find(([first, last]) => first <= address && address <= last)?.[2] ?? 0;
          assert.equal(found, expected);
        }),
        { seed: 6, numRuns: 2000 },
      );
    });
  }

  it('keeps neighbours of one value as one', () => {
    const table = built(1, [
      [0n, 9n, 7],
      [10n, 19n, 7],
      [20n, 29n, 8],
    ]);
    assert.equal([...table.starts].join(' '), '0 20 30');
    assert.equal([...table.values].join(' '), '7 8 0');
  });

  it('is empty without ranges', () => assert.equal(valueAt(built(1, []), [5]), 0));
});
