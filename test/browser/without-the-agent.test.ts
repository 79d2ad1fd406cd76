import assert from 'node:assert/strict';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { browsers } from '../support/browsers.ts';
import { closing } from '../support/closing.ts';
import { desk, RIGHT_PASSWORD } from '../support/desk.ts';
import { needs } from '../support/parts.ts';
import { screenings } from '../support/screenings.ts';
import { startServer } from '../support/server.ts';
import { storefront } from '../support/storefront.ts';

const CHROME = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';
/** Said to the security team, counted for nothing. */
const INFORMATION = 'first-access';

describe('a login where the agent could not work', function () {
  this.timeout(60_000);
  const atEnd = closing();
  let url: string;
  let browser: Browser | null = null;

  before(async () => {
    const server = await startServer();
    atEnd(() => server.stop());
    url = server.url;
  });

  /** A page of its own context: its user agent does not say that it is headless, so that this does not speak. */
  async function openPage(context: Mocha.Context, options: BrowserContextOptions = {}): Promise<Page> {
    needs(context, 'chromium');
    if (browser === null) {
      const opened = await browsers.playwrightChromium();
      atEnd(() => opened.close());
      browser = opened;
    }
    return (await browser.newContext({ userAgent: CHROME, ...options })).newPage();
  }

  async function logIn(page: Page, user: string): Promise<{ verdict: string; reasons: string[] }> {
    await page.goto(`${url}/demo/login`);
    await page.fill('#username', user);
    await page.fill('#password', RIGHT_PASSWORD);
    await page.click('#login-submit');
    const body = page.locator('body[data-verdict]');
    const [verdict, reasons] = [await body.getAttribute('data-verdict'), await body.getAttribute('data-reasons')];
    return { verdict: verdict ?? '', reasons: (reasons ?? '').split(',') };
  }

  it('is reviewed for the missing token alone when a program posts the form', async () => {
    const reply = await fetch(`${url}/demo/login`, {
      method: 'POST',
      headers: { 'user-agent': CHROME },
      body: new URLSearchParams({ username: 'poster@example.com', password: RIGHT_PASSWORD }),
      redirect: 'manual',
    });
    assert.equal(reply.status, 200);
    assert.match(await reply.text(), /<title>REVIEW · Demo Bank<\/title>/);
    const [screening] = await screenings.of(url, 'poster@example.com');
    assert.equal(screening?.verdict, 'REVIEW');
    assert.deepEqual(
      screenings.codes(screening).filter(code => code !== INFORMATION),
      ['no-token'],
    );
  });

  it('is reviewed for the missing token alone when JavaScript is off', async function () {
    const page = await openPage(this, { javaScriptEnabled: false });
    const { verdict, reasons } = await logIn(page, 'plain@example.com');
    assert.equal(verdict, 'REVIEW');
    assert.deepEqual(
      reasons.filter(code => code !== INFORMATION),
      ['no-token'],
    );
  });

  it('is reviewed for the missing token alone when a blocker keeps the script away', async function () {
    const page = await openPage(this);
    await page.route(/\/agent[^/]*\.js/, route => route.abort());
    const { verdict, reasons } = await logIn(page, 'blocker@example.com');
    assert.equal(verdict, 'REVIEW');
    assert.deepEqual(
      reasons.filter(code => code !== INFORMATION),
      ['no-token'],
    );
  });

  it('is not let in on what the form itself claims when the collect call is blocked', async function () {
    const page = await openPage(this);
    await page.route('**/v1/collect*', route => route.abort());
    const { verdict, reasons } = await logIn(page, 'uncollected@example.com');
    assert.notEqual(verdict, 'OK');
    assert.ok(reasons.includes('token-unattested'), `token-unattested is among ${reasons}`);
  });

  it('is reviewed, not refused, when the collect call fails for a person', async function () {
    needs(this, 'chromium', 'xvfb', 'xdotool');
    const site = await storefront(url, { faults: { '/v1/collect': 'unavailable' } });
    atEnd(() => site.close());
    const person = await desk();
    atEnd(() => person.close());
    const visit = await person.open({ browser: 'chromium', url: `${site.url}/demo/login` });
    atEnd(() => visit.close());
    await visit.logIn({ user: 'outage@example.com', by: 'keyboard' });
    assert.equal(await visit.verdict(), 'REVIEW');
    const [screening] = await screenings.of(url, 'outage@example.com');
    assert.ok(screening, 'the screening is stored');
    assert.deepEqual(
      screenings.codes(screening).filter(code => code !== INFORMATION),
      ['token-unattested'],
    );
  });
});
