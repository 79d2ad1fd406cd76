import assert from 'node:assert/strict';
import { MOVEMENT_FEATURE_NAMES, movementFeatures } from '../../../server/core/hands/movement-features.ts';
import type { Approach } from '../../../shared/wire/streams.ts';

/** Along a straight line at one speed, from 96 px away to a target of 32: two bits, 500 ms by Fitts' law. */
const STRAIGHT: Approach = {
  points: 31,
  ms: 500,
  px: 96,
  path: 1,
  bend: 0,
  over: 0,
  turn: 0,
  t25: 0.25,
  t50: 0.5,
  t75: 0.75,
  t90: 0.9,
  stillMs: 100,
  repeats: 0.9,
  peak: 1,
  peaks: 1,
  rough: 0,
  wobble: 0,
  curve: null,
  starts: 1,
  ends: 1,
  settleMs: 90,
  pressMs: 45,
  offset: 0.5,
  size: 32,
};

describe('core: features of movements', () => {
  it('are those of the one movement', () => {
    const row = movementFeatures([STRAIGHT]);
    const expected = {
      pace: 0,
      crookedness: Math.log(0.001),
      halfAt: 0.5,
      peakSpeed: 0,
      roughness: Math.log(0.005),
      resting: 0.2,
      settling: Math.log(100),
      pressing: Math.log(50),
      aside: 0.5,
      slowsInCurves: null,
      endSpeed: 1,
    };
    for (const [name, value] of Object.entries(expected)) assert.equal(row[name], value, name);
  });

  it('are means over several, of those that are known, and spreads from the second on', () => {
    const other: Approach = { ...STRAIGHT, ms: 1000, t50: 0.3, pressMs: null, curve: 0.4 };
    const row = movementFeatures([STRAIGHT, other]);
    assert.equal(row['pace'], Math.log(2) / 2);
    // Two values that differ by d have a standard deviation of d / √2.
    assert.ok(Math.abs((row['paceSpread'] ?? 0) - Math.log(2) / Math.SQRT2) < 1e-12);
    assert.equal(row['halfAt'], 0.4);
    assert.deepEqual([row['slowsInCurves'], row['pressing'], row['pressingSpread']], [0.4, Math.log(50), null]);
    assert.equal(movementFeatures([STRAIGHT])['paceSpread'], null);
  });

  it('have all their names, and nothing that is no number', () => {
    for (const approaches of [[], [STRAIGHT], [STRAIGHT, { ...STRAIGHT, size: 0, px: 40 }]]) {
      const row = movementFeatures(approaches);
      assert.deepEqual(Object.keys(row), MOVEMENT_FEATURE_NAMES);
      assert.ok(Object.values(row).every(it => it === null || Number.isFinite(it)));
    }
  });
});
