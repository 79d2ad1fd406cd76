import assert from 'node:assert/strict';
import { holdToCap, scoreOf } from '../../server/core/score.ts';

describe('score', () => {
  it('leaves weights within the cap as they are', () => {
    assert.deepEqual(holdToCap([100, 250], 400), [100, 250]);
    assert.deepEqual(holdToCap([100, -50], 60), [100, -50]);
  });

  it('scales what lies beyond the cap in proportion, and sums to the cap exactly', () => {
    assert.deepEqual(holdToCap([300, 300], 400), [200, 200]);
    const held = holdToCap([333, 333, 334], 100);
    assert.equal(
      held.reduce((a, b) => a + b, 0),
      100,
    );
  });

  it('keeps evidence of the other sign whole', () => {
    const held = holdToCap([700, -100], 400);
    assert.deepEqual(held, [500, -100]);
  });

  it('turns log-odds into a whole score of 0 to 100', () => {
    assert.equal(scoreOf(0), 50);
    assert.equal(scoreOf(-3), 5);
    assert.equal(scoreOf(3.5), 97);
    assert.equal(scoreOf(-20), 0);
    assert.equal(scoreOf(20), 100);
  });
});
