import assert from 'node:assert/strict';
import { pointer } from '../../../client/behavior/pointer.ts';
import { COUNT_MAX } from '../../../client/limits.ts';
import { STREAMS } from '../../../shared/wire/streams.ts';
import { stage } from '../stage.ts';

const NOTHING = {
  moves: 0,
  mousePresses: 0,
  touchPresses: 0,
  penPresses: 0,
  wheels: 0,
  pressMs: null,
  pathRatio: null,
  untrusted: 0,
};
const mouse = { pointerType: 'mouse', pointerId: 1 };

describe('client: the pointer stream', () => {
  it('is empty on an untouched page', () => {
    assert.deepEqual(stage(pointer).read(), NOTHING);
  });

  it('counts presses by what made them, and measures each by its own release', () => {
    const { play, read } = stage(pointer);
    play('pointerdown', 100, { pointerType: 'touch', pointerId: 5 });
    play('pointerdown', 110, mouse);
    play('pointerup', 190, { pointerType: 'touch', pointerId: 5 });
    play('pointerup', 300.4, mouse);
    play('pointerdown', 400, { pointerType: 'pen', pointerId: 7 });
    assert.deepEqual(read(), {
      ...NOTHING,
      mousePresses: 1,
      touchPresses: 1,
      penPresses: 1,
      pressMs: { p10: 90, p50: 90, p90: 190 },
    });
  });

  it('takes no length from a press that became a scroll', () => {
    const { play, read } = stage(pointer);
    play('pointerdown', 100, { pointerType: 'touch', pointerId: 5 });
    play('pointercancel', 150, { pointerType: 'touch', pointerId: 5 });
    assert.deepEqual(read(), { ...NOTHING, touchPresses: 1 });
  });

  it('says how crooked the path is: 1 for a straight one', () => {
    const straight = stage(pointer);
    const crooked = stage(pointer);
    for (const x of [0, 10, 30]) straight.play('pointermove', x, { ...mouse, screenX: x, screenY: 0 });
    for (const [x, y] of [
      [0, 0],
      [3, 4],
      [6, 0],
    ])
      crooked.play('pointermove', 0, { ...mouse, screenX: x, screenY: y });
    assert.deepEqual(straight.read(), { ...NOTHING, moves: 3, pathRatio: 1 });
    assert.deepEqual(crooked.read(), { ...NOTHING, moves: 3, pathRatio: 1.667 });
  });

  it('keeps the ratio within the wire’s bounds when the pointer is back at its start', () => {
    const { play, read } = stage(pointer);
    for (const x of [0, 10, 0]) play('pointermove', x, { ...mouse, screenX: x, screenY: 0 });
    assert.equal(STREAMS.pointer.shape.parse(read()).pathRatio, 1e6);
  });

  it('draws no path from finger to finger', () => {
    const { play, read } = stage(pointer);
    for (const x of [0, 10]) play('pointermove', x, { pointerType: 'touch', pointerId: 2, screenX: x, screenY: 0 });
    assert.deepEqual(read(), { ...NOTHING, moves: 2 });
  });

  it('takes a click without press or key for the press of assistive technology', () => {
    const { play, read } = stage(pointer);
    play('click', 5000, mouse);
    assert.deepEqual(read(), { ...NOTHING, mousePresses: 1 });
  });

  it('counts a press or Enter once, though a click follows', () => {
    const { play, read } = stage(pointer);
    play('pointerdown', 5000, mouse);
    play('pointerup', 7000, mouse);
    play('click', 7000, mouse);
    play('keydown', 9000);
    play('click', 9001, { pointerType: '', pointerId: -1 });
    assert.deepEqual(read(), { ...NOTHING, mousePresses: 1, pressMs: { p10: 2000, p50: 2000, p90: 2000 } });
  });

  it('counts what a script made apart, and as no hands', () => {
    const { forge, read } = stage(pointer);
    for (const type of ['pointerdown', 'pointerup', 'pointermove', 'click', 'wheel']) forge(type, mouse);
    assert.deepEqual(read(), { ...NOTHING, untrusted: 4 });
  });

  it('stays within the wire’s bounds however long the page is open', () => {
    const { play, read } = stage(pointer);
    for (let wheels = 0; wheels < COUNT_MAX + 5; wheels += 1) play('wheel', 0);
    assert.equal(STREAMS.pointer.shape.parse(read()).wheels, COUNT_MAX);
  });
});
