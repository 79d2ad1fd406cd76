import assert from 'node:assert/strict';
import { focus } from '../../../client/behavior/focus.ts';
import { STREAMS } from '../../../shared/wire/streams.ts';
import { stage } from '../stage.ts';

const NOTHING = { focuses: 0, pastes: 0, autofilled: 0, inputsWithoutKeys: 0, compositions: 0, untrusted: 0 };
const empty = () => stage(watch => focus(watch, () => 0));

describe('client: the focus stream', () => {
  it('is empty on an untouched page', () => {
    assert.deepEqual(STREAMS.focus.shape.parse(empty().read()), NOTHING);
  });

  it('tells a field that was typed, pasted, dropped or composed into from one that filled without hands', () => {
    const { play, read } = empty();
    for (const type of ['keydown', 'paste', 'drop', 'compositionstart']) {
      const target = { tagName: 'INPUT', type: 'text' };
      play('focusin', 0, { target });
      play(type, 1, { target });
      play('input', 2, { target });
    }
    play('input', 3, { target: { tagName: 'INPUT', type: 'password' } });
    play('input', 4, { target: { tagName: 'TEXTAREA', type: 'textarea' } });
    assert.deepEqual(read(), { ...NOTHING, focuses: 4, pastes: 1, compositions: 1, inputsWithoutKeys: 2 });
  });

  it('expects no keys in a checkbox', () => {
    const { play, read } = empty();
    for (const type of ['checkbox', 'radio', 'range']) play('input', 0, { target: { tagName: 'INPUT', type } });
    play('input', 0, { target: { tagName: 'SELECT', type: 'select-one' } });
    assert.deepEqual(read(), NOTHING);
  });

  it('finds the field inside a component', () => {
    const { play, read } = empty();
    const field = { tagName: 'INPUT', type: 'text' };
    const host = { tagName: 'MY-FIELD' };
    play('input', 0, { target: host, composedPath: () => [field, host] });
    assert.deepEqual(read(), { ...NOTHING, inputsWithoutKeys: 1 });
  });

  it('counts a password manager’s own events as a script’s, and its fill as one without keys', () => {
    const { forge, read } = empty();
    const target = { tagName: 'INPUT', type: 'password' };
    for (const type of ['focusin', 'keydown', 'input']) forge(type, { target });
    assert.deepEqual(read(), { ...NOTHING, untrusted: 2, inputsWithoutKeys: 1 });
  });

  it('counts autofilled fields at the moment of the snapshot', () => {
    let filled = 0;
    const { read } = stage(watch => focus(watch, () => filled));
    filled = 2;
    assert.deepEqual(read(), { ...NOTHING, autofilled: 2 });
  });
});
