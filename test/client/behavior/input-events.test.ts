import assert from 'node:assert/strict';
import { inputEvents } from '../../../client/behavior/input-events.ts';
import type { Watch } from '../../../client/watch.ts';
import { STREAMS } from '../../../shared/wire/streams.ts';
import { stage } from '../stage.ts';

const onDevice = (ratio: number) => (watch: Watch) => inputEvents(watch, () => ratio);
const open = (ratio = 1) => {
  const { play, forge, read } = stage(onDevice(ratio));
  return { play, forge, read: () => STREAMS.inputEvents.shape.parse(read()) };
};
const move = (x: number, y: number, by = 1) => ({
  pointerType: 'mouse',
  clientX: x,
  clientY: y,
  movementX: by,
  movementY: 0,
});
/** 100 by 20 pixels at the page's corner. */
const button = { getBoundingClientRect: () => ({ left: 0, top: 0, width: 100, height: 20 }) };
const press = (x: number, y: number, pressure = 0.5) => ({
  pointerType: 'mouse',
  target: button,
  clientX: x,
  clientY: y,
  pressure,
});
const key = (text: string, change: object = {}) => ({
  key: text,
  code: `Key${text.toUpperCase()}`,
  shiftKey: false,
  isComposing: false,
  getModifierState: () => false,
  target: button,
  ...change,
});
const input = (data: string | null, inputType = 'insertText') => ({ inputType, data, target: button });

describe('client: the stream of input events', () => {
  it('is empty on an untouched page', () => {
    assert.deepEqual(open().read(), {
      moves: 0,
      offGrid: 0,
      presses: 0,
      unpressed: 0,
      centred: 0,
      unshifted: 0,
      filled: 0,
      firstStep: null,
      moveGapMs: null,
      pointerClock: { timed: 0, tenths: 0 },
      keyClock: { timed: 0, tenths: 0 },
    });
  });

  it('finds one tenth of a millisecond in a clock of whole ones, at whatever it began', () => {
    const { play, read } = open();
    for (let i = 0; i < 40; i++) play('pointermove', 1000.3 + 7 * i, move(i, 0));
    assert.deepEqual(read().pointerClock, { timed: 40, tenths: 1 });
  });

  it('takes the time between two moves of the mouse, and not its rests', () => {
    const { play, read } = open();
    for (const at of [0, 16, 33, 49, 2000, 2016, 2033]) play('pointermove', 5000 + at, move(at, 0));
    play('pointermove', 7040, { ...move(1, 0), pointerType: 'touch' });
    assert.deepEqual(read().moveGapMs, { p10: 16, p50: 16, p90: 17 });
  });

  it('finds all tenths in a clock of microseconds', () => {
    const { play, read } = open();
    for (let i = 0; i < 40; i++) play(i % 2 === 0 ? 'keydown' : 'keyup', 1000 + 7.1 * i, key('a'));
    assert.deepEqual(read().keyClock, { timed: 40, tenths: 10 });
  });

  it('counts moves between the pixels of the device, at its scale', () => {
    const { play, read } = open(1.25);
    for (const x of [0, 0.8, 1.6, 2.4]) play('pointermove', 0, move(x, 8));
    assert.equal(read().offGrid, 0);
    play('pointermove', 0, move(1, 8));
    assert.deepEqual([read().moves, read().offGrid], [5, 1]);
  });

  it('keeps how far the first move says that it came', () => {
    const { play, read } = open();
    play('pointermove', 0, move(300, 400, -613));
    play('pointermove', 0, move(301, 400, 1));
    assert.equal(read().firstStep, 613);
  });

  it('tells presses without pressure, and those at the very middle', () => {
    const { play, read } = open();
    play('pointerdown', 0, press(50, 10, 0));
    play('pointerdown', 0, press(51, 10));
    play('pointerdown', 0, { ...press(50, 10, 0), pointerType: 'touch' });
    assert.deepEqual([read().presses, read().unpressed, read().centred], [2, 1, 1]);
  });

  it('counts a capital without Shift, and none with Shift, Caps Lock, an input method or keys on a screen', () => {
    const { play, read } = open();
    for (const it of [
      key('a'),
      key('A', { shiftKey: true }),
      key('A', { getModifierState: (name: string) => name === 'CapsLock' }),
      key('A', { isComposing: true }),
      key('A', { code: '' }),
      key('@'),
      key('Unidentified'),
      { ...key('A'), key: undefined },
    ])
      play('keydown', 0, it);
    assert.equal(read().unshifted, 0);
    play('keydown', 0, key('A'));
    assert.equal(read().unshifted, 1);
  });

  it('counts text that came at once, and none that was typed, pasted, dropped, composed or filled in by the browser', () => {
    const { play, forge, read } = open();
    for (const work of ['keydown', 'paste', 'drop', 'compositionstart'] as const) {
      play('focusin', 0, { target: button });
      play(work, 0, key('a'));
      play('input', 0, input('user@example.com'));
    }
    play('focusin', 0, { target: button });
    play('input', 0, input('😀'));
    play('input', 0, input(null));
    play('input', 0, input('user@example.com', 'insertReplacementText'));
    play('input', 0, { target: button });
    forge('input', input('user@example.com'));
    assert.equal(read().filled, 0);
    play('input', 0, input('user@example.com'));
    assert.equal(read().filled, 1);
  });

  it('believes no event that a script made', () => {
    const { forge, read } = open();
    forge('pointermove', move(0.5, 0.5));
    forge('pointerdown', press(50, 10, 0));
    forge('keydown', key('A'));
    assert.deepEqual([read().moves, read().presses, read().unshifted, read().keyClock.timed], [0, 0, 0, 0]);
  });
});
