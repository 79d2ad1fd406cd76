import assert from 'node:assert/strict';
import { detectedAtOnePercent, equalErrorRate } from '../../bench/takeover/keystroke-figures.ts';
import { byPlace } from '../../bench/takeover/typed-entries.ts';

describe('the keystrokes bench', () => {
  it('finds the rate at which as many of the owner’s are refused as of the others are taken', () => {
    assert.equal(equalErrorRate({ own: [1, 2, 3, 4], others: [5, 6, 7, 8] }), 0);
    // At 3: one of four others is taken, one of four own refused.
    assert.equal(equalErrorRate({ own: [1, 2, 3, 6], others: [2.5, 5, 7, 8] }), 0.25);
    assert.equal(equalErrorRate({ own: [5, 6], others: [1, 2] }), 1);
  });

  it('counts the others beyond what one in a hundred of the owner’s reaches', () => {
    const own = Array.from({ length: 200 }, (_, n) => n);
    assert.equal(detectedAtOnePercent({ own, others: [100, 197, 198, 300] }), 0.5);
  });

  it('tells each key by its place, and how long the hand was off', () => {
    assert.deepEqual(byPlace({ dwellMs: [80, 90], gapMs: [200] }), [80, 90, 200, 120]);
  });
});
