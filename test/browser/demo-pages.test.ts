import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { SIGNALS } from '../../shared/wire/signals.ts';
import { browsers } from '../support/browsers.ts';
import { closing } from '../support/closing.ts';
import { RIGHT_PASSWORD } from '../support/desk.ts';
import { needs } from '../support/parts.ts';
import { startServer } from '../support/server.ts';

const JAPANESE = /[\p{sc=Hiragana}\p{sc=Katakana}]/u;
const TABS_MAX = 15;

describe('the demo bank', function () {
  this.timeout(30_000);
  const atEnd = closing();
  let login: string;
  let browser: Browser;
  let complaints: string[];

  before(async function () {
    needs(this, 'chromium');
    const server = await startServer();
    atEnd(() => server.stop());
    login = `${server.url}/demo/login`;
    browser = await browsers.playwrightChromium();
    atEnd(() => browser.close());
  });

  beforeEach(() => {
    complaints = [];
  });

  async function openPage(locale: string, width: number, colorScheme: 'light' | 'dark' = 'light'): Promise<Page> {
    const context = await browser.newContext({ locale, colorScheme, viewport: { width, height: 760 } });
    const page = await context.newPage();
    page.on('console', message => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', error => complaints.push(String(error)));
    page.on('requestfailed', request => complaints.push(`${request.url()} ${request.failure()?.errorText}`));
    page.on('request', request => {
      if (!request.url().startsWith(new URL(login).origin)) complaints.push(`a request to ${request.url()}`);
    });
    return page;
  }

  async function send(page: Page, password: string): Promise<void> {
    await page.fill('#username', 'a-rather-long-address.of-somebody@subdomain.example.com');
    await page.fill('#password', password);
    await Promise.all([page.waitForEvent('domcontentloaded'), page.click('#login-submit')]);
  }

  const overflow = (page: Page) =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

  for (const locale of ['ja-JP', 'en-US'])
    for (const width of [1280, 360])
      it(`fits a window of ${width} px in ${locale}, without a complaint in the console`, async () => {
        const page = await openPage(locale, width);
        const collected = page.waitForResponse(reply => reply.url().includes('/v1/collect'));
        await page.goto(login);
        assert.equal(await overflow(page), 0, 'the login page fits');
        await collected;
        await send(page, 'wrong-horse');
        await page.waitForSelector('[role=alert]');
        assert.equal(await overflow(page), 0, 'the page of a failed login fits');
        await send(page, RIGHT_PASSWORD);
        await page.waitForSelector('body[data-verdict]');
        assert.equal(await overflow(page), 0, 'the result fits');
        assert.deepEqual(complaints, []);
        await page.context().close();
      });

  for (const locale of ['ja-JP', 'en-US'])
    for (const width of [1280, 360])
      it(`shows what the browser shows at ${width} px in ${locale}, signal by signal`, async () => {
        const page = await openPage(locale, width, width === 360 ? 'dark' : 'light');
        await page.goto(login.replace('/login', '/signals'));
        const names = Object.keys(SIGNALS);
        await page.waitForSelector(`#signals[data-done="${names.length}"]`);
        const rows = await page.$$eval('tr[data-signal]', all =>
          all.map(row => ({
            name: row.getAttribute('data-signal') ?? '',
            value: row.querySelector('.value')?.textContent ?? '',
            time: row.querySelector('.time')?.textContent ?? '',
          })),
        );
        assert.deepEqual(rows.map(it => it.name).sort(), names.sort());
        for (const { name, value, time } of rows) {
          assert.ok(value !== '' && value !== '…', name);
          assert.match(time, /^[\d.,]+ (ms|ミリ秒)$/, name);
        }
        assert.match(rows.find(it => it.name === 'userAgent')?.value ?? '', /Chrome/);
        assert.equal(JAPANESE.test(await page.locator('main').innerText()), locale === 'ja-JP');
        assert.equal(await overflow(page), 0);
        await page.focus('#signals-again');
        await page.keyboard.press('Enter');
        await page.waitForFunction(() => document.querySelector('#signals-again:disabled') !== null);
        await page.waitForFunction(() => document.querySelector('#signals-again:disabled') === null);
        assert.deepEqual(complaints, []);
        await page.context().close();
      });

  it('speaks the language of the visitor, the verdict page too', async () => {
    for (const [locale, lang] of [
      ['ja-JP', 'ja'],
      ['en-US', 'en'],
    ] as const) {
      const page = await openPage(locale, 1280);
      await page.goto(login);
      const said = async () => ({
        lang: await page.evaluate(() => document.documentElement.lang),
        japanese: JAPANESE.test(await page.locator('main').innerText()),
      });
      assert.deepEqual(await said(), { lang, japanese: lang === 'ja' });
      await send(page, RIGHT_PASSWORD);
      await page.waitForSelector('body[data-verdict]');
      assert.deepEqual(await said(), { lang, japanese: lang === 'ja' });
      assert.match(await page.title(), /^(OK|REVIEW|NG) · Demo Bank$/);
      await page.context().close();
    }
  });

  it('follows the weights of Accept-Language', async () => {
    const said = async (header: string) => {
      const reply = await fetch(login, { headers: { 'accept-language': header } });
      return /<html[^>]* lang="(\w+)/.exec(await reply.text())?.[1];
    };
    assert.equal(await said('en;q=0.4, ja;q=0.9'), 'ja');
    assert.equal(await said('ja;q=0.4, en;q=0.9'), 'en');
    assert.equal(await said('fr, ja;q=0.5, en;q=0.3'), 'ja');
    assert.ok(['ja', 'en'].includes((await said('fr')) ?? ''));
  });

  it('shows where the keyboard is, in the order of the form, in dark and in light', async () => {
    for (const scheme of ['light', 'dark'] as const) {
      const page = await openPage('en-US', 360, scheme);
      await page.goto(login);
      const visited: string[] = [];
      for (let tab = 0; tab < TABS_MAX && visited.at(-1) !== 'login-submit'; tab++) {
        await page.keyboard.press('Tab');
        const focused = await page.evaluate(() => {
          const it = document.activeElement;
          if (it === null) return null;
          const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(it);
          return { id: it.id, isShown: (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none' };
        });
        assert.ok(focused?.isShown, `the focus can be seen on #${focused?.id} (${scheme})`);
        if (focused.id !== '') visited.push(focused.id);
      }
      assert.deepEqual(
        visited.filter(id => /^(username|password|login-submit)$/.test(id)),
        ['username', 'password', 'login-submit'],
      );
      await page.context().close();
    }
  });

  it('logs in with the keyboard alone', async () => {
    const page = await openPage('en-US', 1280);
    await page.goto(login);
    await page.focus('#username');
    await page.keyboard.type('keys@example.com');
    await page.keyboard.press('Tab');
    await page.keyboard.type(RIGHT_PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForSelector('body[data-verdict]');
    await page.context().close();
  });

  it('names its fields for people who cannot see them and for password managers', async () => {
    const page = await openPage('ja-JP', 1280);
    await page.goto(login);
    const fields = await page.$$eval('#login-form input:not([type=hidden])', inputs =>
      inputs.map(input => ({
        name: input instanceof HTMLInputElement ? (input.labels?.[0]?.textContent ?? '').trim() : '',
        autocomplete: input.getAttribute('autocomplete'),
      })),
    );
    assert.deepEqual(
      fields.map(field => field.autocomplete),
      ['username', 'current-password'],
    );
    for (const field of fields) assert.notEqual(field.name, '');
    await page.context().close();
  });
});
