import assert from 'node:assert/strict';
import { browsers } from '../support/browsers.ts';
import { closing } from '../support/closing.ts';
import { eventually } from '../support/eventually.ts';
import { needs } from '../support/parts.ts';
import { startServer } from '../support/server.ts';
import { type Storefront, storefront } from '../support/storefront.ts';

const page = (script: string) => `<!doctype html><html lang="en"><title>Log in</title><script src="${script}"></script>
<script src="/agent.js" data-site-key="pk_demo" defer></script>
<form method="post" name="open"><input name="u"><input name="p" type="password"></form><img name="images" alt=""></html>`;

/** As tools hide themselves: Proxies before what is looked at, and before the function that would show them. */
const HIDING = `const before = (owner, name, part) => {
  const found = Object.getOwnPropertyDescriptor(owner, name);
  const apply = (target, self, given) => Reflect.apply(target, self, given);
  Object.defineProperty(owner, name, { ...found, [part]: new Proxy(found[part], { apply }) });
};
before(Navigator.prototype, 'languages', 'get');
before(Navigator.prototype, 'userAgent', 'get');
before(Navigator.prototype, 'vendor', 'get');
before(Permissions.prototype, 'query', 'value');
before(Function.prototype, 'toString', 'value');
Object.defineProperty(navigator, 'webdriver', { get: () => false, configurable: true });`;

/** As ordinary pages do: an error reporter, a polyfill, a consent banner, and forms with unlucky names. */
const ORDINARY = `const native = Function.prototype.toString;
Function.prototype.toString = function toString(...given) { return native.apply(this, given); };
const create = document.createElement;
document.createElement = function (...given) { return create.apply(document, given); };
const query = navigator.permissions.query;
Permissions.prototype.query = function (...given) { return query.apply(this, given); };
navigator.sendBeacon = (...given) => Navigator.prototype.sendBeacon.apply(navigator, given);
navigator.getUserMedia = navigator.getUserMedia || navigator.webkitGetUserMedia;
window.cdc_config = {};
window.emit = window.spawn = () => {};
window.abc_some_Array = Array;`;

describe('what was put into a page', function () {
  this.timeout(60_000);
  const atEnd = closing();
  let front: Storefront;

  before(async function () {
    needs(this, 'chromium');
    const server = await startServer();
    atEnd(() => server.stop());
    front = await storefront(server.url, {
      pages: {
        '/hiding': page('/hiding.js'),
        '/ordinary': page('/ordinary.js'),
        '/hiding.js': HIDING,
        '/ordinary.js': ORDINARY,
      },
    });
    atEnd(() => front.close());
  });

  async function seen(path: string) {
    const browser = await browsers.hiddenChromium();
    atEnd(() => browser.close());
    const tab = await browser.newPage();
    const errors: string[] = [];
    tab.on('pageerror', it => errors.push(String(it)));
    front.reports.length = 0;
    await tab.goto(`${front.url}${path}`);
    const report = await eventually('a report', async () => front.reports.at(-1), { withinMs: 20_000 });
    const asItWas = await tab.evaluate(() => [
      Object.getPrototypeOf(Function.prototype.toString) === Function.prototype,
      String(Math.max).includes('native code'),
      navigator.languages.length > 0,
    ]);
    assert.deepEqual([asItWas, errors], [[true, true, true], []], 'the page goes on as it was');
    return JSON.parse(report).signals.tampering;
  }

  it('is found where it hides that it is there', async () => {
    const { cycles, own, drivers } = await seen('/hiding');
    // Which are tested is of the seed: of these five, two at the least.
    assert.ok(cycles.length >= 2, `Proxies: ${cycles}`);
    assert.deepEqual([own, drivers], [['navigator.webdriver'], []]);
  });

  it('is nothing but the document’s own in an ordinary page', async () => {
    const { cycles, trapped, own, drivers } = await seen('/ordinary');
    assert.deepEqual([cycles, trapped, own, drivers], [[], false, [], []]);
  });
});
