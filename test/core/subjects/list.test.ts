import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addToList, removeFromList } from '../../../server/core/subjects/list.ts';

describe('list', () => {
  it('keeps the newest members, the latest last', () => {
    assert.deepEqual(addToList([], 'a', 2), ['a']);
    assert.deepEqual(addToList(['a', 'b'], 'c', 2), ['b', 'c']);
  });

  it('has each member once: what comes again is the latest', () => {
    assert.deepEqual(addToList(['a', 'b', 'c'], 'a', 3), ['b', 'c', 'a']);
  });

  it('is cut to its bound also where it was longer before', () => {
    assert.deepEqual(addToList(['a', 'b', 'c', 'd'], 'e', 2), ['d', 'e']);
  });

  it('removes exactly the member that is named', () => {
    assert.deepEqual(removeFromList(['a', 'b', 'c'], 'b'), ['a', 'c']);
    assert.deepEqual(removeFromList(['a'], 'b'), ['a']);
  });

  it('is bounded and without repetition, whatever is added', () => {
    const members = fc.array(fc.integer({ min: 0, max: 12 }).map(String));
    fc.assert(
      fc.property(members, fc.integer({ min: 1, max: 8 }), (all, max) => {
        const list = all.reduce<readonly string[]>((it, member) => addToList(it, member, max), []);
        const latestFirst = [...new Set(all.toReversed())];
        assert.deepEqual(list, latestFirst.slice(0, max).toReversed());
      }),
    );
  });
});
