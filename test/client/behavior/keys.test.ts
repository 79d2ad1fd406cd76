import assert from 'node:assert/strict';
import { keys } from '../../../client/behavior/keys.ts';
import { HELD_MAX } from '../../../client/limits.ts';
import { STREAMS } from '../../../shared/wire/streams.ts';
import { type Stage, stage } from '../stage.ts';

const NOTHING = {
  char: 0,
  edit: 0,
  nav: 0,
  modifier: 0,
  enter: 0,
  tab: 0,
  other: 0,
  rollovers: 0,
  untrusted: 0,
  dwellMs: null,
  gapMs: null,
};

function press<T>({ play }: Stage<T>, key: string, downMs: number, upMs: number): void {
  play('keydown', downMs, { key, code: `Key${key}` });
  play('keyup', upMs, { key, code: `Key${key}` });
}

describe('client: the keys stream', () => {
  it('is empty on an untouched page', () => {
    assert.deepEqual(stage(keys).read(), NOTHING);
  });

  it('counts keys by their class', () => {
    const { play, read } = stage(keys);
    const pressed = [
      'a',
      'あ',
      '𠮷',
      ' ',
      'Backspace',
      'ArrowLeft',
      'PageDown',
      'Shift',
      'Enter',
      'Tab',
      'F5',
      'Escape',
    ];
    for (const key of pressed) play('keydown', 0, { key, code: '' });
    const { char, edit, nav, modifier, enter, tab, other } = STREAMS.keys.shape.parse(read());
    assert.deepEqual(
      { char, edit, nav, modifier, enter, tab, other },
      { char: 4, edit: 1, nav: 2, modifier: 1, enter: 1, tab: 1, other: 2 },
    );
  });

  it('never lets the key itself out', () => {
    const typing = stage(keys);
    for (const key of ['p', 'Q', '7', '§']) press(typing, key, 0, 10);
    assert.doesNotMatch(JSON.stringify(typing.read()), /Key|[Q7§]/);
  });

  it('measures dwell by a key’s own release and gaps from press to press', () => {
    const typing = stage(keys);
    typing.play('keydown', 1000, { key: 'a', code: 'KeyA' });
    typing.play('keydown', 1100, { key: 'b', code: 'KeyB' });
    typing.play('keyup', 1130, { key: 'b', code: 'KeyB' });
    typing.play('keyup', 1150, { key: 'a', code: 'KeyA' });
    assert.deepEqual(typing.read(), {
      ...NOTHING,
      char: 2,
      rollovers: 1,
      dwellMs: { p10: 30, p50: 30, p90: 150 },
      gapMs: { p10: 100, p50: 100, p90: 100 },
    });
  });

  it('calls Shift and a letter no rollover', () => {
    const { play, read } = stage(keys);
    play('keydown', 0, { key: 'Shift', code: 'ShiftLeft' });
    play('keydown', 50, { key: 'A', code: 'KeyA' });
    assert.equal(STREAMS.keys.shape.parse(read()).rollovers, 0);
  });

  it('counts a key that is held down once', () => {
    const { play, read } = stage(keys);
    play('keydown', 0, { key: 'Backspace', code: 'Backspace' });
    for (const ms of [500, 530]) play('keydown', ms, { key: 'Backspace', code: 'Backspace', repeat: true });
    assert.deepEqual(read(), { ...NOTHING, edit: 1 });
  });

  it('knows an input method’s keys, and Chromium’s autofill events without a key, as other', () => {
    const { play, read } = stage(keys);
    play('keydown', 0, { key: 'Enter', code: 'Enter', isComposing: true });
    play('keydown', 0, { key: 'Process', code: 'KeyA' });
    play('keydown', 0, {});
    assert.deepEqual(STREAMS.keys.shape.parse(read()).other, 3);
  });

  it('takes no dwell from a key whose release went to another window', () => {
    const { play, read } = stage(keys);
    play('keydown', 0, { key: 'a', code: 'KeyA' });
    play('blur', 100);
    play('keyup', 4000, { key: 'a', code: 'KeyA' });
    assert.deepEqual(read(), { ...NOTHING, char: 1 });
  });

  it('goes on measuring when a field, and not the window, loses the focus', () => {
    const { play, read } = stage(keys);
    play('keydown', 0, { key: 'Tab', code: 'Tab' });
    play('blur', 1, { target: { tagName: 'INPUT' } });
    play('keyup', 80, { key: 'Tab', code: 'Tab' });
    assert.deepEqual(read(), { ...NOTHING, tab: 1, dwellMs: { p10: 80, p50: 80, p90: 80 } });
  });

  it('remembers no more held keys than a keyboard has fingers for', () => {
    const typing = stage(keys);
    for (let key = 0; key < HELD_MAX + 10; key += 1) typing.play('keydown', key, { key: 'a', code: `Key${key}` });
    typing.play('keyup', 100, { key: 'a', code: `Key${HELD_MAX + 5}` });
    assert.equal(STREAMS.keys.shape.parse(typing.read()).dwellMs, null);
  });

  it('counts what a script made apart, and as no hands', () => {
    const { forge, read } = stage(keys);
    forge('keydown', { key: 'a', code: 'KeyA' });
    forge('keyup', { key: 'a', code: 'KeyA' });
    assert.deepEqual(read(), { ...NOTHING, untrusted: 2 });
  });
});
