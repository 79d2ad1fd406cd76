import assert from 'node:assert/strict';
import { consoleLooks } from '../../client/console-looks.ts';

const NOBODY = { debug() {} };
/** What a listener that serialises what it is given does with it: the developer tools' side of the protocol, WebDriver BiDi. */
const LISTENER = {
  debug(...given: unknown[]) {
    for (const it of given) {
      if (it instanceof Error) void [it.stack, it.name];
      else if (it instanceof Object) void Object.values(it);
      Object(it).constructor;
    }
  },
};
const handlerNow = () => Object.getOwnPropertyDescriptor(Error, 'prepareStackTrace');

describe('client: who looks into the console', () => {
  it('counts nothing where nobody listens, and writes twice, whichever comes first', () => {
    for (const nameFirst of [true, false]) {
      const written: string[] = [];
      const looks = consoleLooks(nameFirst, { debug: (...given: unknown[]) => written.push(`${given.length}`) });
      assert.deepEqual(looks, { stack: 0, name: 0, getter: 0, prototype: 0 });
      assert.deepEqual(written, nameFirst ? ['3', '1'] : ['1', '3']);
    }
  });

  it('counts each thing that a listener looks at', () => {
    const looks = consoleLooks(false, LISTENER);
    for (const [at, count] of Object.entries(looks)) assert.ok(count > 0, at);
  });

  it('keeps within what the wire accepts, however often somebody looks', () => {
    const often = {
      debug(...given: unknown[]) {
        for (let i = 0; i < 100; i++) LISTENER.debug(...given);
      },
    };
    assert.equal(consoleLooks(false, often).getter, 9);
  });

  it("puts the page's own stack handler back, also where the console throws", () => {
    const before = handlerNow();
    const own = () => 'of the page';
    try {
      Object.defineProperty(Error, 'prepareStackTrace', { value: own, writable: true, configurable: true });
      const held = handlerNow();
      consoleLooks(true, LISTENER);
      assert.deepEqual(handlerNow(), held);
      const throwing = {
        debug() {
          throw new TypeError('no console');
        },
      };
      assert.throws(() => consoleLooks(false, throwing), TypeError);
      assert.deepEqual(handlerNow(), held);
      assert.equal(new Error('x').stack, 'of the page');
    } finally {
      if (before === undefined) Reflect.deleteProperty(Error, 'prepareStackTrace');
      else Object.defineProperty(Error, 'prepareStackTrace', before);
    }
  });

  it('leaves no handler behind where there was none', () => {
    const before = handlerNow();
    Reflect.deleteProperty(Error, 'prepareStackTrace');
    try {
      consoleLooks(true, NOBODY);
      assert.equal(handlerNow(), undefined);
    } finally {
      if (before !== undefined) Object.defineProperty(Error, 'prepareStackTrace', before);
    }
  });
});
