import assert from 'node:assert/strict';
import { movementShape, type Sample } from '../../client/movement-shape.ts';

/** A movement along x whose place at each 20 ms is given. */
const along = (xs: readonly number[]): Sample[] => xs.map((x, i) => [1000 + 20 * i, x, 500]);
const even = along([0, 10, 20, 30, 40, 50, 60, 70, 80]);

describe('client: the shape of a movement', () => {
  it('is none where there are too few places, too little way, or no time', () => {
    assert.equal(movementShape(along([0, 30, 60, 90])), null);
    assert.equal(movementShape(along([0, 9, 18, 27, 36])), null);
    assert.equal(movementShape(even.map(([, x, y]) => [1000, x, y])), null);
  });

  it('is all ones and noughts for a straight line at one speed', () => {
    assert.deepEqual(movementShape(even), {
      points: 9,
      ms: 160,
      px: 80,
      path: 1,
      bend: 0,
      over: 0,
      turn: 0,
      t25: 0.25,
      t50: 0.5,
      t75: 0.75,
      t90: 0.9,
      stillMs: 0,
      // Seven of its eight steps are the one before, over nine places.
      repeats: 0.778,
      peak: 1,
      peaks: 1,
      rough: 0,
      wobble: 0,
      curve: null,
      starts: 1,
      ends: 1,
    });
  });

  it('tells when which part of the way was done, and the greatest speed over the mean', () => {
    // Steps of 10, 30, 20, 10, 6, 4 px: 80 in 120 ms.
    const shape = movementShape(along([0, 10, 40, 60, 70, 76, 80]));
    // 20 px are reached a third through the second step, 40 at its end, 60 at the third's, 72 a third through the fifth.
    assert.deepEqual(
      [shape?.t25, shape?.t50, shape?.t75, shape?.t90],
      [(20 + 20 / 3) / 120, 40 / 120, 60 / 120, (80 + 20 / 3) / 120].map(it => Math.round(it * 1000) / 1000),
    );
    assert.equal(shape?.peak, Math.round((30 / (80 / 6)) * 1000) / 1000);
    // Second differences of the speeds: -30, 0, 6, 2.
    assert.equal(shape?.rough, Math.round((Math.sqrt((900 + 0 + 36 + 4) / 4) / 30) * 1000) / 1000);
    assert.equal(shape?.peaks, 1);
    // The first two steps and the last two, over the greatest.
    assert.deepEqual([shape?.starts, shape?.ends], [0.667, 0.167]);
  });

  it('tells how far it went beyond its end and came back', () => {
    const shape = movementShape(along([0, 30, 60, 90, 110, 100]));
    assert.equal(shape?.over, 0.1);
    assert.equal(shape?.path, 1.2);
    // There and back: one turn by a half circle is nearer than two corners, so the path alone shows it.
    assert.equal(shape?.bend, 0);
    assert.equal(shape?.peaks, 1);
  });

  it('tells bends and turns, whatever their side', () => {
    // A detour over the corner of a right angle: 60 px down, then 80 px right; 100 straight.
    const corner: Sample[] = [
      [0, 0, 0],
      [20, 0, 20],
      [40, 0, 40],
      [60, 0, 60],
      [80, 20, 60],
      [100, 40, 60],
      [120, 60, 60],
      [140, 80, 60],
    ];
    const shape = movementShape(corner);
    assert.equal(shape?.path, 1.4);
    // The corner's distance from the hypotenuse: 60 · 80 / 100.
    assert.equal(shape?.bend, 0.48);
    assert.equal(shape?.turn, Math.round((Math.PI / 2) * 1000) / 1000);
    // One of six inner places is aside of its neighbours' line, by half a diagonal of 20 px.
    assert.equal(shape?.wobble, Math.round(((Math.SQRT1_2 * 20) / Math.sqrt(6)) * 1000) / 1000);
    const mirrored = movementShape(corner.map(([ms, x, y]) => [ms, -x, y]));
    assert.deepEqual(mirrored, shape);
  });

  it('counts each rise and fall of the speed, and not its ripple', () => {
    assert.equal(movementShape(along([0, 10, 30, 40, 44, 54, 74, 84, 88]))?.peaks, 2);
    assert.equal(movementShape(along([0, 10, 30, 49, 69, 88, 107, 117, 120]))?.peaks, 1);
  });

  it('shows that the way turns where it is slow', () => {
    // Fast straight, then slow round a quarter.
    const slowing: Sample[] = [
      [0, 0, 0],
      [20, 40, 0],
      [40, 80, 0],
      [60, 90, 0],
      [80, 97, 7],
      [100, 97, 17],
      [120, 97, 27],
    ];
    const { curve } = movementShape(slowing) ?? {};
    assert.ok(curve !== undefined && curve !== null && curve < 0.6, `${curve}`);
  });

  it('adds up rests, and has no speed profile of what was too short', () => {
    const rests: Sample[] = [
      [0, 0, 0],
      [10, 20, 0],
      [160, 40, 0],
      [170, 60, 0],
      [180, 80, 0],
    ];
    assert.equal(movementShape(rests)?.stillMs, 150);
    const short = movementShape(even.map(([ms, x, y]) => [(ms - 1000) / 2, x, y]));
    assert.deepEqual([short?.peak, short?.rough, short?.t50], [null, null, 0.5]);
  });

  it('tells the same of a screen of 60 Hz and of 125', () => {
    const at = (ms: number): Sample => {
      const s = ms / 800;
      return [ms, 600 * (10 * s ** 3 - 15 * s ** 4 + 6 * s ** 5), 0];
    };
    const rate = (step: number) =>
      movementShape(Array.from({ length: Math.floor(800 / step) + 1 }, (_, i) => at(i * step)));
    const [slow, fast] = [rate(16), rate(8)];
    for (const name of ['t25', 't50', 't75', 't90', 'peak'] as const) {
      const [a, b] = [slow?.[name] ?? 0, fast?.[name] ?? 1];
      assert.ok(Math.abs(a - b) < 0.02, `${name}: ${a}, ${b}`);
    }
    // A minimum jerk's greatest speed is 1.875 of its mean.
    assert.ok(Math.abs((fast?.peak ?? 0) - 1.875) < 0.01, `${fast?.peak}`);
  });
});
