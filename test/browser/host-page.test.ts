import assert from 'node:assert/strict';
import type { Browser, Page } from 'puppeteer-core';
import { TOKEN_FIELD } from '../../shared/constants.ts';
import { browsers } from '../support/browsers.ts';
import { closing } from '../support/closing.ts';
import { eventually } from '../support/eventually.ts';
import { needs } from '../support/parts.ts';
import { hasToken, type SentLogin, sentLogin, serverForBrowsers } from '../support/sent-login.ts';
import type { TestServer } from '../support/server.ts';
import { type Fault, type Storefront, storefront } from '../support/storefront.ts';

const page = (
  script: string,
) => `<!doctype html><html lang="en"><title>Log in</title><script src="/watch.js"></script>${script}
<form method="post" action="/taken"><input id="name" name="name"><input name="password" type="password"><button>Log in</button></form></html>`;
const PLAIN = page('<script src="/agent.js" data-site-key="pk_demo" async></script>');
/** Its own script throws wherever it is called: in the agent's callback, and while the form is sent. */
const THROWING = page('<script src="/agent.js" defer></script><script src="/throwing.js" defer></script>');
const THROW = `sekisho.start({ siteKey: 'pk_nobody', onError: ({ code }) => { throw new Error('told ' + code); } });
addEventListener('submit', () => { throw new Error('on submit'); });
addEventListener('formdata', () => { throw new Error('on formdata'); });
setTimeout(() => { throw new Error('in a task'); });
Promise.reject(new Error('in a promise'));`;
/**
 * Before the agent: each property of each object that the browser gives a page, by identity. \`document.changed\` says what is
 * another one since, \`document.errors\` what reached the page as its own.
 */
const WATCH = `const errors = [];
addEventListener('error', it => errors.push(it.error.message));
addEventListener('unhandledrejection', it => errors.push(it.reason.message));
document.errors = errors;
Error.prepareStackTrace = (error, frames) => 'the page’s own: ' + error.message;
Error.stackTraceLimit = 7;
const globals = Object.getOwnPropertyNames(window);
const objects = new Map([['Error', Error], ['console', console], ['navigator', navigator], ['history', history], ['JSON', JSON], ['Reflect', Reflect], ['Math', Math], ['Intl', Intl]]);
for (const name of globals) {
  const it = Object.getOwnPropertyDescriptor(window, name)?.value;
  if (typeof it !== 'function') continue;
  objects.set(name, it);
  if (it.prototype) objects.set(name + '.prototype', it.prototype);
}
const propertiesOf = it => new Map(Reflect.ownKeys(it).map(key => [key, Object.getOwnPropertyDescriptor(it, key)]));
const known = new Map([...objects].map(([name, it]) => [name, propertiesOf(it)]));
const isSame = (one, other) => ['value', 'get', 'set'].every(part => Object.is(one?.[part], other?.[part]));
document.changed = () => {
  const changed = Object.getOwnPropertyNames(window).filter(it => !globals.includes(it)).map(it => 'window.' + it);
  for (const [name, it] of objects) {
    const now = propertiesOf(it);
    for (const key of new Set([...known.get(name).keys(), ...now.keys()]))
      // The last match of a regular expression, which every script on the page moves.
      if (name !== 'RegExp' && !isSame(known.get(name).get(key), now.get(key))) changed.push(name + '.' + String(key));
  }
  return changed;
};`;

/** What is taken from a browser before any script runs, and what its login is then asked about. */
const LACKING: Readonly<Record<string, { readonly at: string; readonly token: string }>> = {
  indexedDB: { at: 'window', token: 'genuine' },
  subtle: { at: 'Crypto.prototype', token: 'genuine' },
  PerformanceObserver: { at: 'window', token: 'genuine' },
  requestIdleCallback: { at: 'window', token: 'genuine' },
  Worker: { at: 'window', token: 'genuine' },
  localStorage: { at: 'window', token: 'genuine' },
  userAgentData: { at: 'Navigator.prototype', token: 'genuine' },
  fetch: { at: 'window', token: 'unattested' },
  TextEncoder: { at: 'window', token: 'none' },
  AbortController: { at: 'window', token: 'none' },
};

for (const kind of ['chromium', 'firefox'] as const) {
  describe(`a page that carries the agent, in ${kind}`, function () {
    this.timeout(90_000);
    const atEnd = closing();
    let server: TestServer;
    let front: Storefront;
    let browser: Browser;
    let tab: Page;

    before(async function () {
      needs(this, kind);
      server = await serverForBrowsers();
      atEnd(() => server.stop());
      browser = await browsers.puppeteer(kind, { ownSize: true });
      atEnd(() => browser.close());
    });
    beforeEach(async () => {
      const pages = { '/login': PLAIN, '/throwing': THROWING, '/watch.js': WATCH, '/throwing.js': THROW };
      front = await storefront(server.url, { pages });
      tab = await browser.newPage();
    });
    afterEach(async () => {
      await tab.close();
      await front.close();
    });

    const open = (path: string) => tab.goto(`${front.url}${path}`, { waitUntil: 'domcontentloaded' });
    const token = () => eventually('a token', () => tab.evaluate(hasToken, TOKEN_FIELD), { withinMs: 20_000 });
    const errors = () => tab.evaluate((): string[] => Reflect.get(document, 'errors'));
    const ways: Readonly<Record<string, () => Promise<unknown>>> = {
      'a click': () => tab.click('button'),
      Enter: () => tab.focus('#name').then(() => tab.keyboard.press('Enter')),
    };

    /** What the server answers about a form that came once, and no second time once its page had left. */
    async function sentOnce(account: string, way = 'a click'): Promise<SentLogin> {
      const answer = await sentLogin(server.url, front, tab, { account }, ways[way]);
      const isLeft = () => tab.evaluate(() => location.pathname === '/taken' && document.readyState === 'complete');
      await eventually('the page is left', () => isLeft().catch(() => false));
      assert.equal(front.taken.length, 1, 'the form came once');
      return answer;
    }

    it('keeps its globals, its prototypes and the stack traces it set', async () => {
      await open('/login');
      await token();
      await tab.evaluate(() => Reflect.get(window, 'sekisho').token());
      await tab.type('#name', 'taro');
      assert.deepEqual(await tab.evaluate(() => Reflect.get(document, 'changed')()), ['window.sekisho']);
      const stack = await tab.evaluate(() => [Reflect.get(Error, 'stackTraceLimit'), new Error('mine').stack]);
      assert.equal(stack[0], 7);
      if (kind === 'chromium') assert.equal(stack[1], 'the page’s own: mine');
      assert.equal((await sentOnce('untouched@example.com')).features['token'], 'genuine');
    });

    it('hears its own errors, none of the agent’s, and its form is sent all the same', async () => {
      await open('/throwing');
      await eventually('the page was told', async () => (await errors()).includes('told site-unknown'));
      await tab.evaluate(() => {
        const form = document.querySelector('form');
        if (form !== null) new FormData(form);
        form?.addEventListener('submit', event => event.preventDefault(), { once: true });
      });
      await tab.click('button');
      const all = ['in a promise', 'in a task', 'on formdata', 'on submit', 'told site-unknown'];
      assert.deepEqual((await errors()).toSorted(), all);
      assert.equal((await sentOnce('throwing@example.com')).features['token'], 'unattested');
    });

    for (const way of ['a click', 'Enter']) {
      it(`sends its form once by ${way}, with the token`, async () => {
        await open('/login');
        await token();
        const { form, features, device } = await sentOnce(`${way}@example.com`, way);
        assert.equal(form.getAll(TOKEN_FIELD).length, 1);
        assert.deepEqual([features['token'], device?.keyProven], ['genuine', true]);
      });

      const faults: readonly (readonly [string, Fault, string])[] = [
        ['/agent.js', 'hangs', 'none'],
        ['/agent.js', 'unavailable', 'none'],
        ['/v1/nonce', 'hangs', 'unattested'],
        ['/v1/nonce', 'reset', 'unattested'],
        ['/v1/collect', 'hangs', 'unattested'],
        ['/v1/collect', 'unavailable', 'unattested'],
        ['/v1/collect', 'reset', 'unattested'],
      ];
      for (const [path, fault, kept] of faults) {
        it(`sends its form once by ${way} where ${path} ${fault === 'hangs' ? fault : `is ${fault}`}`, async () => {
          front.faults.set(path, fault);
          await open('/login');
          const isAsked = () => path === '/agent.js' || tab.evaluate(() => 'sekisho' in window);
          await eventually('the agent is there', isAsked);
          const { features, verdict, codes } = await sentOnce(`${path}-${fault}@example.com`, way);
          assert.equal(features['token'], kept);
          assert.equal(verdict, 'REVIEW', codes.join());
        });
      }
    }

    for (const [name, { at, token: kept }] of Object.entries(LACKING)) {
      it(`sends its form once in a browser without ${name}`, async () => {
        await tab.evaluateOnNewDocument(
          (where: string, what: string) => {
            const [holder = '', part] = where.split('.');
            const owner = Reflect.get(window, holder) ?? {};
            const target = part === undefined ? window : Reflect.get(owner, part);
            if (target !== undefined) Object.defineProperty(target, what, { value: undefined });
          },
          at,
          name,
        );
        await open('/login');
        await eventually('the agent is there', () => tab.evaluate(() => 'sekisho' in window));
        if (kept === 'genuine') await token();
        else await tab.evaluate(hasToken, TOKEN_FIELD);
        assert.deepEqual(await errors(), []);
        const { features, verdict, codes } = await sentOnce(`${name}@example.com`);
        assert.equal(features['token'], kept);
        assert.equal(verdict, kept === 'genuine' ? 'OK' : 'REVIEW', codes.join());
      });
    }
  });
}
