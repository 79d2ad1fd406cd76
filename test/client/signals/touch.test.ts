import assert from 'node:assert/strict';
import { touch } from '../../../client/signals/touch.ts';

describe('client: the touch signal', () => {
  it('asks for each kind of pointer on its own', () => {
    const phone = touch({ maxTouchPoints: 5 }, query => query === '(pointer: coarse)');
    assert.deepEqual(phone, { maxPoints: 5, coarse: true, fine: false, hover: false });
    const desk = touch({ maxTouchPoints: 0 }, query => /fine|hover/.test(query));
    assert.deepEqual(desk, { maxPoints: 0, coarse: false, fine: true, hover: true });
  });
});
