import assert from 'node:assert/strict';
import { isTrapped, takesCycle, tampering } from '../../../client/more-signals/tampering.ts';
import { NATIVES } from '../../../shared/probes.ts';
import { SIGNALS } from '../../../shared/wire/signals.ts';

class Navigator {
  get webdriver(): boolean {
    return false;
  }
}
class Screen {}
class HTMLIFrameElement {
  get srcdoc(): string {
    return '';
  }
}
class Document {
  forms: unknown[] = [];
  open(): void {}
  createElement(): HTMLIFrameElement {
    return new HTMLIFrameElement();
  }
}

/** A page's window, as far as the probe looks at it. */
function view(more: object = {}) {
  const made = { Navigator, Screen, Function, navigator: new Navigator(), screen: new Screen(), ...more };
  return Object.assign(made, { document: new Document() });
}
const see = (it: ReturnType<typeof view>, seed = 0) =>
  // The page's elements are not what is tested.
  SIGNALS.tampering.shape.parse(Reflect.apply(tampering, null, [{ seed }, it]));

describe('client: the tampering signal', () => {
  it('finds nothing in a browser as it came', () => {
    assert.deepEqual(see(view()), { first: 0, cycles: [], trapped: false, own: [], drivers: [] });
  });

  it('tests others from another seed on, and says which', () => {
    const seeds = [0, 1, 5, NATIVES.length, 2 ** 30 - 1].map(seed => see(view(), seed).first);
    assert.deepEqual(seeds, [0, 1, 5, 0, (2 ** 30 - 1) % NATIVES.length]);
  });

  it('finds a getter behind a Proxy, and leaves it as it was', () => {
    const getter = Object.getOwnPropertyDescriptor(Navigator.prototype, 'webdriver')?.get ?? (() => false);
    const hiding = new Proxy(getter, { apply: () => undefined });
    class Hidden {}
    Object.defineProperty(Hidden.prototype, 'webdriver', { get: hiding, configurable: true });
    assert.deepEqual(see(view({ Navigator: Hidden }), NATIVES.indexOf('Navigator.webdriver')).cycles, [
      'Navigator.webdriver',
    ]);
    assert.equal(Reflect.getPrototypeOf(hiding), Function.prototype);
    assert.equal(Reflect.get(new Hidden(), 'webdriver'), undefined);
  });

  it('takes plain functions for what they are: error reporters and polyfills put them in', () => {
    const wrapper = (): string => Reflect.apply(Function.prototype.toString, Array, []);
    assert.equal(takesCycle(wrapper), false);
    assert.equal(
      isTrapped(() => {
        const reporter = { toString: () => Reflect.apply(Function.prototype.toString, {}, []) };
        return reporter.toString();
      }),
      false,
    );
  });

  it("knows a Proxy's trap by the stack, also where the Proxy hides its prototype", () => {
    const native = Function.prototype.toString;
    const apply = (target: typeof native, self: unknown) => Reflect.apply(target, self, []);
    const silent = new Proxy(native, { apply, setPrototypeOf: () => false });
    assert.equal(takesCycle(silent), false);
    assert.equal(
      isTrapped(() => Reflect.apply(silent, {}, [])),
      true,
    );
  });

  it('finds what single objects have that their class has already', () => {
    const page = view();
    Object.defineProperty(page.navigator, 'webdriver', { get: () => false });
    page.document.createElement = () => {
      const frame = new HTMLIFrameElement();
      Object.defineProperty(frame, 'srcdoc', { get: () => '' });
      return frame;
    };
    assert.deepEqual(see(page).own, ['navigator.webdriver', 'iframe.srcdoc'], 'and no function before a function');
  });

  it('does not take a form for a part of the document, whatever the page calls it', () => {
    const page = view();
    Object.defineProperty(page.document, 'open', { value: Object.assign(() => {}, { nodeType: 1 }) });
    assert.deepEqual(see(page).own, []);
  });

  it("finds drivers' names, and no others", () => {
    const names = ['cdc_adoQpoasnfa76pfcZLmcfl_Array', 'xyz_adoQpoasnfa76pfcZLmcfl_Promise', '__pwInitScripts'];
    const pages = [
      'emit',
      'spawn',
      'abc_Array',
      'my_long_and_strange_names_Symbol',
      '__NEXT_DATA__',
      'cdcArray',
      'cdc_config',
    ];
    const page = view(Object.fromEntries([...names, ...pages].map(name => [name, 1])));
    Reflect.set(page.document, '$cdc_asdjflasutopfhvcZLmcfl_', 1);
    assert.deepEqual(see(page).drivers, [...names, '$cdc_asdjflasutopfhvcZLmcfl_']);
  });

  it('keeps within what the wire accepts, however many there are', () => {
    const many = Object.fromEntries(Array.from({ length: 99 }, (_, n) => [`cdc_${'x'.repeat(22)}_${n}`, 1]));
    assert.equal(see(view(many)).drivers.length, 16);
  });
});
