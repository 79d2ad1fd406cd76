import assert from 'node:assert/strict';
import { engine } from '../../../client/signals/engine.ts';
import { SIGNALS } from '../../../shared/wire/signals.ts';

const css = (moz: boolean) => ({ supports: (property: string) => moz && property === '-moz-appearance' });

describe('client: the engine signal', () => {
  it('describes V8 by the length of eval printed, without calling it', () => {
    const native = Object.getOwnPropertyDescriptor(globalThis, 'eval')?.value;
    const from = { vendor: 'Google Inc.', productSub: '20030107', webkitTemporaryStorage: {} };
    assert.deepEqual(SIGNALS.engine.shape.parse(engine({ eval: native }, from, css(false))), {
      evalLength: 33,
      vendor: 'Google Inc.',
      productSub: '20030107',
      mozAppearance: false,
      webkitStorage: true,
      gestureEvent: false,
    });
  });

  it('sees what Gecko and WebKit alone have', () => {
    const view = { eval: 'x'.repeat(37), GestureEvent: class {} };
    const signal = engine(view, { vendor: '', productSub: '20100101' }, css(true));
    assert.deepEqual(
      [signal.evalLength, signal.mozAppearance, signal.gestureEvent, signal.webkitStorage],
      [37, true, true, false],
    );
  });

  it('fits the wire when the page replaced eval by something long', () => {
    const view = { eval: 'x'.repeat(5000) };
    assert.equal(SIGNALS.engine.shape.parse(engine(view, { vendor: '', productSub: '' }, css(false))).evalLength, 1000);
  });
});
