import assert from 'node:assert/strict';
import { listen } from '../../client/listen.ts';

describe('client: listen', () => {
  it('hears before the page, and cannot prevent anything', () => {
    const target = new EventTarget();
    const order: string[] = [];
    let options: unknown;
    const add = target.addEventListener.bind(target);
    target.addEventListener = (type: string, listener: EventListenerOrEventListenerObject | null, how?: unknown) => {
      options = how;
      add(type, listener);
    };
    listen(
      target,
      new AbortController().signal,
      assert.fail,
    )(['submit'], event => {
      order.push(event.type);
    });
    target.dispatchEvent(new Event('submit'));
    assert.deepEqual(order, ['submit']);
    assert.ok(typeof options === 'object' && options !== null && 'capture' in options && 'passive' in options);
    assert.deepEqual([options.capture, options.passive], [true, true]);
  });

  it('keeps its own errors from the page', () => {
    const target = new EventTarget();
    let failures = 0;
    const hear = listen(target, new AbortController().signal, () => {
      failures += 1;
    });
    hear(['click'], () => {
      throw new Error('odd browser');
    });
    target.dispatchEvent(new Event('click'));
    assert.equal(failures, 1);
  });

  it('hears nothing more once it is ended, in browsers without the signal option too', () => {
    const ended = new AbortController();
    const target = new EventTarget();
    const old = new EventTarget();
    const add = old.addEventListener.bind(old);
    old.addEventListener = (type: string, listener: EventListenerOrEventListenerObject | null) => add(type, listener);
    let heard = 0;
    for (const each of [target, old]) {
      listen(
        each,
        ended.signal,
        assert.fail,
      )(['click'], () => {
        heard += 1;
      });
    }
    for (const each of [target, old]) each.dispatchEvent(new Event('click'));
    ended.abort();
    for (const each of [target, old]) each.dispatchEvent(new Event('click'));
    assert.equal(heard, 2);
  });
});
