import assert from 'node:assert/strict';
import { rhythm } from '../../../client/behavior/rhythm.ts';
import { HELD_MAX } from '../../../client/limits.ts';
import { STREAMS } from '../../../shared/wire/streams.ts';
import { stage } from '../stage.ts';

const NOTHING = { rollovers: 0, dwellMs: null, gapMs: null };

describe('client: the rhythm stream', () => {
  it('is empty on an untouched page, and deaf to what a script makes', () => {
    const { forge, read } = stage(rhythm);
    assert.deepEqual(read(), NOTHING);
    forge('keydown', { key: 'a', code: 'KeyA' });
    forge('keyup', { key: 'a', code: 'KeyA' });
    assert.deepEqual(read(), NOTHING);
  });

  it('measures dwell by a key’s own release and gaps from press to press', () => {
    const typing = stage(rhythm);
    typing.play('keydown', 1000, { key: 'a', code: 'KeyA' });
    typing.play('keydown', 1100, { key: 'b', code: 'KeyB' });
    typing.play('keyup', 1130, { key: 'b', code: 'KeyB' });
    typing.play('keyup', 1150, { key: 'a', code: 'KeyA' });
    assert.deepEqual(typing.read(), {
      ...NOTHING,
      rollovers: 1,
      dwellMs: { p10: 30, p50: 30, p90: 150 },
      gapMs: { p10: 100, p50: 100, p90: 100 },
    });
  });

  it('calls Shift and a letter no rollover', () => {
    const { play, read } = stage(rhythm);
    play('keydown', 0, { key: 'Shift', code: 'ShiftLeft' });
    play('keydown', 50, { key: 'A', code: 'KeyA' });
    assert.equal(STREAMS.rhythm.shape.parse(read()).rollovers, 0);
  });

  it('takes no dwell from a key whose release went to another window', () => {
    const { play, read } = stage(rhythm);
    play('keydown', 0, { key: 'a', code: 'KeyA' });
    play('blur', 100);
    play('keyup', 4000, { key: 'a', code: 'KeyA' });
    assert.deepEqual(read(), NOTHING);
  });

  it('goes on measuring when a field, and not the window, loses the focus', () => {
    const { play, read } = stage(rhythm);
    play('keydown', 0, { key: 'Tab', code: 'Tab' });
    play('blur', 1, { target: { tagName: 'INPUT' } });
    play('keyup', 80, { key: 'Tab', code: 'Tab' });
    assert.deepEqual(read(), { ...NOTHING, dwellMs: { p10: 80, p50: 80, p90: 80 } });
  });

  it('remembers no more held keys than a keyboard has fingers for', () => {
    const typing = stage(rhythm);
    for (let key = 0; key < HELD_MAX + 10; key += 1) typing.play('keydown', key, { key: 'a', code: `Key${key}` });
    typing.play('keyup', 100, { key: 'a', code: `Key${HELD_MAX + 5}` });
    assert.equal(STREAMS.rhythm.shape.parse(typing.read()).dwellMs, null);
  });
});
