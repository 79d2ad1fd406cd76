import assert from 'node:assert/strict';
import { recentAsks } from '../server/recent-asks.ts';

const WINDOW_MS = 1000;

describe('how often a network asked lately', () => {
  it('counts each network by itself', () => {
    const asks = recentAsks(WINDOW_MS, 10);
    assert.deepEqual([asks.count('a', 0), asks.count('b', 1), asks.count('a', 2)], [1, 1, 2]);
  });

  it('knows the window before, and forgets what came earlier', () => {
    const asks = recentAsks(WINDOW_MS, 10);
    for (let n = 0; n < 5; n++) asks.count('a', 500);
    assert.equal(asks.count('a', 1500), 6);
    assert.equal(asks.count('a', 2500), 2);
    assert.equal(asks.count('a', 9500), 1);
  });

  it('keeps the busy where it knows too many', () => {
    const asks = recentAsks(WINDOW_MS, 3);
    asks.count('busy', 1);
    for (const made of ['a', 'b', 'c', 'd', 'e', 'f']) {
      asks.count('busy', 2);
      asks.count(made, 2);
    }
    assert.equal(asks.count('busy', 3), 8);
    assert.equal(asks.count('a', 3), 1);
  });
});
