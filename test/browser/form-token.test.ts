import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { TOKEN_FIELD, TOKEN_SEPARATOR } from '../../shared/constants.ts';
import { browsers } from '../support/browsers.ts';
import { closing } from '../support/closing.ts';
import { eventually } from '../support/eventually.ts';
import { needs } from '../support/parts.ts';
import { screenings } from '../support/screenings.ts';
import { startServer } from '../support/server.ts';
import { type Storefront, storefront } from '../support/storefront.ts';

const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Shop</title>
<script src="/watch.js"></script>
<script src="/agent.js" data-site-key="pk_demo" data-session="visit-1" defer></script>
<form id="search" action="/taken"><input name="q" value="shoes"><button>Search</button></form>
<form id="news" method="post" action="/taken"><input name="news" value="yes"><button>Subscribe</button></form>
<form id="login" method="post" action="/taken"><input id="user" name="user"><input type="password" name="pass"><button>Log in</button></form>
<form id="join" method="post" action="/taken"><input name="new-user"><input type="password" name="new-pass"><button>Join</button></form>
<form id="marked" method="post" action="/taken" data-sekisho><input name="ticket" value="1"><button>Buy</button></form>`;

/** Before the agent, so that nothing it does goes unseen. */
const WATCH = `window.violations = []; window.restored = false;
document.addEventListener('securitypolicyviolation', event => violations.push(event.effectiveDirective + ' ' + event.blockedURI));
addEventListener('pageshow', event => { restored = event.persisted; });`;

describe('the token that a form carries', function () {
  this.timeout(30_000);
  const atEnd = closing();
  let url: string;
  let site: Storefront;
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  before(async function () {
    needs(this, 'chromium');
    const server = await startServer();
    atEnd(() => server.stop());
    url = server.url;
    site = await storefront(url, { pages: { '/shop': PAGE, '/watch.js': WATCH } });
    atEnd(() => site.close());
    browser = await browsers.playwrightChromium({ backForwardCache: true });
    atEnd(() => browser.close());
  });

  beforeEach(async () => {
    page = await browser.newPage();
    complaints = [];
    page.on('console', message => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('pageerror', error => complaints.push(String(error)));
    const collected = page.waitForResponse(reply => reply.url().includes('/v1/collect'));
    await page.goto(`${site.url}/shop`);
    assert.equal((await collected).status(), 200, 'the report is taken');
    site.taken.length = 0;
  });

  afterEach(() => page.close());

  async function sentBy(work: () => Promise<unknown>): Promise<URLSearchParams> {
    const before = site.taken.length;
    await work();
    return eventually('the form arrives', () => site.taken[before]);
  }

  /** Genuine, unspent, of this origin and session: nothing in the family of integrity speaks. */
  async function assertGenuine(token: string | null, account: string): Promise<void> {
    assert.match(token ?? '', new RegExp(`^[\\w-]+(\\.[\\w-]+)*${TOKEN_SEPARATOR}[\\w-]+$`));
    const answer = await screenings.ask(url, { token, account: { id: account }, origin: site.url, session: 'visit-1' });
    const integrity = answer.reasons
      .filter(it => it.audience === 'analyst' && it.family === 'integrity')
      .map(it => it.code);
    assert.deepEqual(integrity, []);
    assert.ok(screenings.codes(answer).includes('webdriver'), "the token leads to the browser's report");
  }

  const askToken = () => page.evaluate<string>('sekisho.token()');

  it('is there when the button is pressed', async () => {
    const form = await sentBy(() => page.click('#login button'));
    await assertGenuine(form.get(TOKEN_FIELD), 'button@example.com');
  });

  it('is there when Enter is pressed in a field', async () => {
    const form = await sentBy(() => page.press('#user', 'Enter'));
    await assertGenuine(form.get(TOKEN_FIELD), 'enter@example.com');
  });

  it("is there when the page's script calls submit()", async () => {
    const form = await sentBy(() => page.$eval('#login', it => it instanceof HTMLFormElement && it.submit()));
    await assertGenuine(form.get(TOKEN_FIELD), 'submit@example.com');
  });

  it("is there when the page's script calls requestSubmit()", async () => {
    const form = await sentBy(() => page.$eval('#login', it => it instanceof HTMLFormElement && it.requestSubmit()));
    await assertGenuine(form.get(TOKEN_FIELD), 'request-submit@example.com');
  });

  it("is there when the page's script reads the form into FormData", async () => {
    const token = await page.$eval(
      '#login',
      (it, name) => (it instanceof HTMLFormElement ? String(new FormData(it).get(name)) : ''),
      TOKEN_FIELD,
    );
    await assertGenuine(token, 'form-data@example.com');
  });

  it('is what the page’s script is given for a login without a form', async () => {
    const token = await askToken();
    await assertGenuine(token, 'fetch@example.com');
  });

  it('is in each form that logs in, signs up or asks for it, and in no other', async () => {
    const had: Record<string, boolean> = {};
    for (const name of ['search', 'news', 'login', 'join', 'marked']) {
      had[name] = await page.$eval(
        `#${name}`,
        (it, field) => it instanceof HTMLFormElement && new FormData(it).has(field),
        TOKEN_FIELD,
      );
    }
    assert.deepEqual(had, { search: false, news: false, login: true, join: true, marked: true });
    const search = await sentBy(() => page.click('#search button'));
    assert.deepEqual([...search.keys()], ['q'], 'the address of a search holds no token');
  });

  it('is another one at the next action', async () => {
    const ask = async () => (await askToken()).split(TOKEN_SEPARATOR)[0];
    const first = await ask();
    const second = await eventually('a second token', async () => {
      const token = await ask();
      return token !== first && token;
    });
    assert.ok(first && second);
  });

  it('is a fresh one on a page that comes back from the back/forward cache', async () => {
    const first = await sentBy(() => page.click('#login button'));
    await page.waitForURL('**/taken');
    // Not goBack(): it waits for a load event, which a page out of the cache does not have.
    await page.evaluate('void history.back()');
    const isRestored = () => page.evaluate(() => Reflect.get(window, 'restored') === true).catch(() => false);
    await eventually('the page is there again, out of the cache', isRestored);
    const before = first.get(TOKEN_FIELD);
    const after = await eventually('another token', async () => {
      const token = await askToken();
      return token.split(TOKEN_SEPARATOR)[0] !== before?.split(TOKEN_SEPARATOR)[0] && token;
    });
    await assertGenuine(before, 'husband@example.com');
    await assertGenuine(after, 'wife@example.com');
  });

  it("may be asked about twice by the site's backend, and is answered alike", async () => {
    const token = await askToken();
    const question = { token, account: { id: 'retry@example.com' }, origin: site.url, session: 'visit-1' };
    const first = await screenings.ask(url, question);
    const second = await screenings.ask(url, question);
    assert.equal(second.replayed, true);
    assert.equal(second.verdict, first.verdict);
    const stored = await screenings.of(url, 'retry@example.com');
    const codes = stored.flatMap(screenings.codes);
    assert.deepEqual(
      codes.filter(code => code.startsWith('token-')),
      [],
    );
  });

  it('comes without a breach of the strictest Content-Security-Policy, nor a word in the console', async () => {
    await page.fill('#user', 'quiet@example.com');
    await askToken();
    await page.$eval('#login', it => it instanceof HTMLFormElement && new FormData(it));
    assert.deepEqual(await page.evaluate(() => Reflect.get(window, 'violations')), []);
    await sentBy(() => page.click('#login button'));
    await page.waitForURL('**/taken');
    assert.deepEqual(complaints, []);
  });
});
