import assert from 'node:assert/strict';
import { inSeedsOrder } from '../../client/seeds-order.ts';
import { SEED_MAX } from '../../shared/constants.ts';

const ENTRIES = Object.fromEntries('abcdefghij'.split('').map(name => [name, name.toUpperCase()]));
const orderOf = (seed: number) => Object.keys(inSeedsOrder(ENTRIES, seed)).join('');

describe('client: the order of the seed', () => {
  it('has all entries, each once, at any seed', () => {
    for (const seed of [0, 1, 12345, SEED_MAX]) assert.equal([...orderOf(seed)].sort().join(''), 'abcdefghij');
    assert.equal(inSeedsOrder(ENTRIES, 7)['c'], 'C');
  });

  it('is the same at the same seed, and another at nearly every other one', () => {
    assert.equal(orderOf(12345), orderOf(12345));
    assert.ok(new Set(Array.from({ length: 100 }, (_, n) => orderOf(n * 1_000_003))).size > 90);
  });
});
