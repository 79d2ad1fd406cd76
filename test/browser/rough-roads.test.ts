import assert from 'node:assert/strict';
import type { Browser, Page } from 'puppeteer-core';
import { TOKEN_FIELD } from '../../shared/constants.ts';
import { browsers } from '../support/browsers.ts';
import { closing } from '../support/closing.ts';
import { eventually } from '../support/eventually.ts';
import { needs } from '../support/parts.ts';
import { askedAbout, hasToken, type SentLogin, sentLogin, serverForBrowsers } from '../support/sent-login.ts';
import type { TestServer } from '../support/server.ts';
import { type Storefront, storefront } from '../support/storefront.ts';

const FORM = `<form id="login" method="post" action="/taken"><input name="name" autocomplete="username"><input name="password" type="password" autocomplete="current-password"><button>Log in</button></form>`;
const page = (script: string, body = FORM) =>
  `<!doctype html><html lang="en"><title>Log in</title><script src="/watch.js"></script>${script}${body}</html>`;
const AGENT = '<script src="/agent.js" data-site-key="pk_demo" defer></script>';
const LATE = '<script src="/agent.js" data-site-key="pk_demo" async></script>';
/** Before the agent: what the page sees of it, and whether it came out of the back/forward cache. */
const WATCH = `const seen = []; document.seen = seen;
addEventListener('securitypolicyviolation', it => seen.push(it.violatedDirective + ' ' + it.blockedURI));
addEventListener('error', it => seen.push(String(it.message)));
addEventListener('unhandledrejection', it => seen.push(String(it.reason)));
addEventListener('pageshow', it => { document.restored = it.persisted; });`;
/** What many sites have: everything that is got is kept, and answered from there ever after, whatever its headers say. */
const WORKER = `addEventListener('install', () => skipWaiting());
addEventListener('activate', event => event.waitUntil(clients.claim()));
addEventListener('fetch', event => {
  if (event.request.method !== 'GET' || event.request.mode === 'navigate') return;
  event.respondWith(caches.open('all').then(async kept => {
    const known = await kept.match(event.request);
    if (known) return known;
    const reply = await fetch(event.request);
    if (reply.ok) await kept.put(event.request, reply.clone());
    return reply;
  }));
});`;
const REGISTER = `navigator.serviceWorker.register('/worker.js').then(() => navigator.serviceWorker.ready).then(() => { document.ready = true; });`;
/** As tools for tests of variants do: the form is another one, with the same words in it. */
const VARIANT = `addEventListener('load', () => {
  const form = document.getElementById('login');
  const other = form.cloneNode(true);
  other.id = 'variant';
  form.replaceWith(other);
});`;
const CODE = '<form id="login"><input name="code"><button>Go on</button></form>';
const PROTECT = `sekisho.protect(document.getElementById('login'));`;
/** A component of its own, and a form that is not in the page: neither one's events reach the window. */
const SHADOW = `const root = document.querySelector('main').attachShadow({ mode: 'open' });
root.innerHTML = '<form method="post" action="/taken"><input name="code"><button>Go on</button></form>';
const form = root.querySelector('form');
document.button = root.querySelector('button');
form.addEventListener('submit', () => { sessionStorage.read = form.elements.namedItem('sekisho-token').value; });
sekisho.protect(form);
document.detached = document.createElement('form');
sekisho.protect(document.detached);`;
/** A single-page application: the form comes with a route, is sent by fetch, and the session changes without a page view. */
const APP = `document.route = (name) => {
  history.pushState(null, '', '/app/' + name);
  document.querySelector('main').innerHTML = name === 'login'
    ? '<form id="login"><input name="name"><input name="password" type="password"><button>Log in</button></form>' : '<p>' + name;
  document.querySelector('form')?.addEventListener('submit', async event => {
    event.preventDefault();
    const fields = new URLSearchParams({ 'sekisho-token': await sekisho.token() });
    await fetch('/taken', { method: 'POST', body: fields });
  });
};`;

for (const kind of ['chromium', 'firefox'] as const) {
  describe(`the agent on rough roads, in ${kind}`, function () {
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
      front = await storefront(server.url, {
        pages: {
          '/login': page(AGENT),
          '/late': page(LATE),
          '/variant': page(`${AGENT}<script src="/variant.js" defer></script>`),
          '/protected': page(
            `${AGENT}<script src="/protect.js" defer></script><script src="/variant.js" defer></script>`,
            CODE,
          ),
          '/shadow': page(`${AGENT}<script src="/shadow.js" defer></script>`, `${FORM}<main></main>`),
          '/app': page(`${AGENT}<script src="/app.js" defer></script>`, '<main></main>'),
          '/worked': page(`${AGENT}<script src="/register.js" defer></script>`),
          '/watch.js': WATCH,
          '/variant.js': VARIANT,
          '/protect.js': PROTECT,
          '/shadow.js': SHADOW,
          '/app.js': APP,
          '/worker.js': WORKER,
          '/register.js': REGISTER,
        },
      });
      tab = await browser.newPage();
    });
    afterEach(async () => {
      await tab.close();
      await front.close();
    });

    const open = (path: string) => tab.goto(`${front.url}${path}`);
    const token = () => eventually('a token', () => tab.evaluate(hasToken, TOKEN_FIELD), { withinMs: 20_000 });
    const sent = (account: string, session?: string) =>
      sentLogin(server.url, front, tab, { account, ...(session === undefined ? {} : { session }) });
    const assertGenuine = ({ features, codes }: Pick<SentLogin, 'features' | 'codes'>) => {
      assert.equal(features['token'], 'genuine');
      assert.deepEqual(
        codes.filter(it => /token|origin|session/.test(it)),
        [],
      );
    };
    const left = () =>
      eventually('the page is left', () => tab.evaluate(() => location.pathname === '/taken').catch(() => false));
    const seen = () => tab.evaluate(() => Reflect.get(document, 'seen'));

    it('breaks no strict policy, and says nothing in the page', async () => {
      const words: string[] = [];
      // At `debug` the agent asks who listens (docs/AGENT.md): nobody sees that unasked.
      tab.on('console', it => {
        if (it.type() !== 'debug') words.push(it.text());
      });
      await open('/login');
      await token();
      assert.deepEqual(await seen(), []);
      assertGenuine(await sent('strict@example.com'));
      // Chromium's word on this machine, which has no graphics card.
      assert.deepEqual(
        words.filter(it => !it.includes('software WebGL')),
        [],
      );
    });

    it('is missed alone where the form is sent before the script came, and has its token once it did', async () => {
      front.faults.set('/agent.js', 4000);
      await tab.goto(`${front.url}/late`, { waitUntil: 'domcontentloaded' });
      const early = await sent('early@example.com');
      assert.equal(early.form.has(TOKEN_FIELD), false);
      assert.equal(early.features['token'], 'none');
      await left();
      front.faults.set('/agent.js', 500);
      await tab.goto(`${front.url}/late`, { waitUntil: 'domcontentloaded' });
      await tab.type('[name=name]', 'taro');
      await token();
      assertGenuine(await sent('late@example.com'));
    });

    it('sends what it saw where the network is slower than the hand, and a token where it is not', async () => {
      await open('/login');
      for (const path of ['/v1/nonce', '/v1/collect']) front.faults.set(path, 1500);
      await open('/login');
      const quick = await sent('quick@example.com');
      assert.equal(quick.features['token'], 'unattested');
      await left();
      await open('/login');
      await token();
      assertGenuine(await sent('patient@example.com'));
    });

    it('is without a token while the page is offline, and takes one when the network is back', async () => {
      front.faults.set('/v1/nonce', 'reset');
      await open('/login');
      const field = await tab.evaluate(() => Reflect.get(window, 'sekisho').token());
      const userAgent = await browser.userAgent();
      const offline = await askedAbout(server.url, front, field, { account: 'offline@example.com' }, userAgent);
      assert.equal(offline.features['token'], 'unattested');
      assert.equal(offline.verdict, 'REVIEW');
      front.faults.clear();
      await tab.evaluate(() => dispatchEvent(new Event('online')));
      await token();
      assertGenuine(await sent('online@example.com'));
    });

    it('has another token on a page that comes out of the back/forward cache', async () => {
      await open('/login');
      await token();
      const first = await sent('before@example.com');
      await left();
      await tab.evaluate('void history.back()');
      const isBack = () => tab.evaluate(() => Reflect.get(document, 'restored') === true).catch(() => false);
      await eventually('the page is there again, out of the cache', isBack);
      const isOther = async () => {
        const now = await tab.evaluate(() => Reflect.get(window, 'sekisho').token());
        return String(now).split('~')[0] !== first.form.get(TOKEN_FIELD)?.split('~')[0];
      };
      await eventually('another token', isOther);
      const second = await sent('after@example.com');
      for (const it of [first, second]) assertGenuine(it);
    });

    it('works behind a service worker that keeps whatever was got once, its nonces too', async () => {
      await open('/worked');
      await eventually('the worker is there', () => tab.evaluate(() => Reflect.get(document, 'ready')));
      for (const nth of ['first', 'second', 'third']) {
        await open('/worked');
        await token();
        assertGenuine(await sent(`${nth}@worker.example`));
        await left();
      }
      assert.ok(front.handedOn.filter(it => it === 'GET /agent.js').length <= 2, 'the script came out of the cache');
    });

    it('finds the form that stands in the place of the first', async () => {
      await open('/variant');
      await tab.waitForSelector('#variant');
      await token();
      assertGenuine(await sent('variant@example.com'));
    });

    it('knows a protected form in its copy, though that is sent by no POST', async () => {
      await open('/protected');
      await tab.waitForSelector('#variant');
      await token();
    });

    it('fills protected forms in a shadow root and outside the page, once', async () => {
      await open('/shadow');
      await token();
      const detached = await tab.evaluate(
        name => new FormData(Reflect.get(document, 'detached')).getAll(name),
        TOKEN_FIELD,
      );
      assert.equal(detached.length, 1);
      assert.match(String(detached[0]), /^[^~]/);
      const press = () => tab.evaluate(() => Reflect.get(document, 'button').click());
      const answer = await sentLogin(server.url, front, tab, { account: 'shadow@example.com' }, press);
      assertGenuine(answer);
      await left();
      const read = await tab.evaluate(() => sessionStorage.getItem('read'));
      assert.deepEqual(answer.form.getAll(TOKEN_FIELD), [read]);
    });

    it('serves a single-page application: forms that come later, routes, logins by fetch, another session', async () => {
      await open('/app');
      for (const session of ['one', 'two']) {
        await tab.evaluate(name => Reflect.get(window, 'sekisho').start({ session: name }), session);
        for (const route of ['home', 'login']) await tab.evaluate(name => Reflect.get(document, 'route')(name), route);
        await tab.type('[name=password]', 'secret');
        const login = await sent(`${session}@app.example`, session);
        assertGenuine(login);
        assert.equal(login.features['tokenSession'], 'same');
      }
    });
  });
}
