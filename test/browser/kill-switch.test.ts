import assert from 'node:assert/strict';
import type { Browser, Page } from 'puppeteer-core';
import { TOKEN_FIELD } from '../../shared/constants.ts';
import { browsers } from '../support/browsers.ts';
import { closing } from '../support/closing.ts';
import { eventually } from '../support/eventually.ts';
import { HOLDS_WITHIN } from '../support/gate-client.ts';
import { needs } from '../support/parts.ts';
import { hasToken, sentLogin, serverForBrowsers } from '../support/sent-login.ts';
import type { TestServer } from '../support/server.ts';
import { type Storefront, storefront } from '../support/storefront.ts';

const page = (attributes = '') => `<!doctype html><html lang="en"><title>Log in</title><script src="/watch.js"></script>
<script src="/agent.js" data-site-key="pk_demo" ${attributes} defer></script>
<form method="post" action="/taken"><input name="name"><input name="password" type="password"><button>Log in</button></form></html>`;
/** A form that its page's script reads by its elements, and whose page stays. */
const OWN = page().replace('<button>', `<input type="hidden" name="${TOKEN_FIELD}"><button>`);
/** Counts what the agent looks at: the first script reads these, the second draws. */
const WATCH = `let looks = 0;
for (const name of ['hardwareConcurrency', 'languages', 'platform']) {
  const { get } = Object.getOwnPropertyDescriptor(Navigator.prototype, name);
  Object.defineProperty(Navigator.prototype, name, { configurable: true, get() { looks++; return get.call(this); } });
}
const draw = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (...all) { looks++; return draw.apply(this, all); };
document.looks = () => looks;`;

for (const kind of ['chromium', 'firefox'] as const) {
  describe(`the kill switch, in ${kind}`, function () {
    this.timeout(60_000);
    const atEnd = closing();
    let server: TestServer;
    let front: Storefront;
    let browser: Browser;
    let tab: Page;
    let asked: string[];

    before(async function () {
      needs(this, kind);
      server = await serverForBrowsers();
      atEnd(() => server.stop());
      browser = await browsers.puppeteer(kind, { ownSize: true });
      atEnd(() => browser.close());
      const pages = { '/login': page(), '/off': page('data-agent="off"'), '/own': OWN, '/watch.js': WATCH };
      front = await storefront(server.url, { pages });
      atEnd(() => front.close());
    });
    beforeEach(async () => {
      await throwSwitch('on');
      tab = await browser.newPage();
    });
    afterEach(() => tab.close());

    /** In a tab of its own: what an earlier page still has under way is none of its calls. */
    const open = async (path = '/login') => {
      await tab.close();
      tab = await browser.newPage();
      asked = [];
      tab.on('request', it => asked.push(`${it.method()} ${new URL(it.url()).pathname}`));
      await tab.goto(`${front.url}${path}`);
    };
    const token = () => eventually('a token', () => tab.evaluate(hasToken, TOKEN_FIELD), { withinMs: 20_000 });
    const ask = () => tab.evaluate((): Promise<string> => Reflect.get(window, 'sekisho').token());
    const looks = () => tab.evaluate((): number => Reflect.get(document, 'looks')());
    const sent = (account: string) => sentLogin(server.url, front, tab, { account });
    const calls = () => asked.filter(it => /agent-more|\/v1\//.test(it));
    /** By the same command as at night, and known to the gate. */
    const throwSwitch = async (to: 'on' | 'off') => {
      await server.cli('sites', 'agent', 'demo', to);
      const known = async () => (await fetch(`${server.url}/v1/nonce?site=pk_demo`)).ok === (to === 'on');
      await eventually(`the gate knows that the agent is ${to}`, known, HOLDS_WITHIN);
    };

    it('stops the agent of the next page view, though its script is cached: it asks, and does nothing else', async () => {
      await open();
      await token();
      assert.ok((await looks()) > 0, 'it looks while it is on');
      assert.ok(calls().some(it => it.includes('agent-more')) && calls().includes('POST /v1/collect'));

      await throwSwitch('off');
      await open();
      assert.equal(await ask(), '');
      await tab.type('[name=name]', 'taro');
      assert.deepEqual([calls(), await looks()], [['GET /v1/nonce'], 0]);
      const { form, verdict, codes } = await sent('night@example.com');
      assert.equal(form.has(TOKEN_FIELD), false);
      assert.equal(verdict, 'OK', 'and no token is expected');
      assert.deepEqual(
        codes.filter(it => it !== 'first-access'),
        [],
      );

      await throwSwitch('on');
      await open();
      await token();
      assert.equal((await sent('morning@example.com')).features['token'], 'genuine');
    });

    it('stops the agent of a page that is open at its next call, and lets its form through', async () => {
      await open();
      await token();
      await throwSwitch('off');
      // A hand-out asks for the next token: that call is answered with the switch.
      await eventually('the agent has stopped', async () => (await ask()) === '');
      asked = [];
      await tab.type('[name=name]', 'taro');
      assert.deepEqual([await ask(), calls()], ['', []]);
      const { form, verdict } = await sent('open@example.com');
      assert.deepEqual([form.has(TOKEN_FIELD), verdict], [false, 'OK']);
    });

    it('leaves no spent token in the field that a form of an open page holds itself', async () => {
      await open('/own');
      await token();
      const field = () => tab.$eval(`[name=${TOKEN_FIELD}]`, it => Reflect.get(it, 'value'));
      await tab.evaluate(() =>
        document.forms[0]?.addEventListener('submit', event => event.preventDefault(), { once: true }),
      );
      await tab.click('button');
      assert.match(String(await field()), /^[^~]/);
      await throwSwitch('off');
      await eventually('the agent has stopped', async () => (await ask()) === '');
      assert.equal(await field(), '');
      const { form, verdict } = await sent('own@example.com');
      assert.deepEqual([form.get(TOKEN_FIELD), verdict], ['', 'OK']);
    });

    it('has a page-side one, which asks nothing either; but the gate goes on expecting a token', async () => {
      await open('/off');
      assert.equal(await ask(), '');
      await tab.type('[name=name]', 'taro');
      assert.deepEqual([calls(), await looks()], [[], 0]);
      const { features, verdict, codes } = await sent('page-side@example.com');
      assert.deepEqual([features['token'], verdict], ['none', 'REVIEW']);
      assert.ok(codes.includes('no-token'));
    });
  });
}
