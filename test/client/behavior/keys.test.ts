import assert from 'node:assert/strict';
import { keys } from '../../../client/behavior/keys.ts';
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
  untrusted: 0,
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

  it('counts what a script made apart, and as no hands', () => {
    const { forge, read } = stage(keys);
    forge('keydown', { key: 'a', code: 'KeyA' });
    forge('keyup', { key: 'a', code: 'KeyA' });
    assert.deepEqual(read(), { ...NOTHING, untrusted: 2 });
  });
});
