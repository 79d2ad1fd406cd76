import assert from 'node:assert/strict';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import puppeteer from 'puppeteer-core';
import { closing } from '../support/closing.ts';
import { RIGHT_PASSWORD } from '../support/desk.ts';
import { needs, partPath } from '../support/parts.ts';
import { CHROMIUM_ARGS } from '../support/plain-browser.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { startServer } from '../support/server.ts';
import { type VirtualScreen, virtualScreen } from '../support/virtual-screen.ts';

/** A window on a screen, and no sign in the browser itself that somebody else drives it. */
const HIDDEN = {
  args: [...CHROMIUM_ARGS, '--disable-blink-features=AutomationControlled'],
  ignored: ['--enable-automation'],
};

type Shown = { verdict: string; bot: string; reasons: string[] };
const readVerdict = (): Shown => {
  const { verdict = '', bot = '', reasons = '' } = document.body.dataset;
  return { verdict, bot, reasons: reasons.split(',') };
};

describe('a tool that hides that it drives the browser', function () {
  this.timeout(60_000);
  const atEnd = closing();
  const random = seededRandom(20261121);
  let url: string;
  let screen: VirtualScreen;

  before(async function () {
    needs(this, 'chromium', 'xvfb', 'xdotool');
    const server = await startServer();
    atEnd(() => server.stop());
    url = server.url;
    screen = await virtualScreen();
    atEnd(() => screen.close());
  });

  const envOf = (): Record<string, string> =>
    Object.fromEntries(Object.entries(screen.env).flatMap(([k, v]) => (v === undefined ? [] : [[k, v]])));

  async function playwright(): Promise<Page> {
    const browser = await chromium.launch({
      executablePath: partPath('chromium'),
      headless: false,
      args: HIDDEN.args,
      ignoreDefaultArgs: HIDDEN.ignored,
      env: envOf(),
    });
    atEnd(() => browser.close());
    const context: BrowserContext = await browser.newContext({ viewport: null });
    const page = await context.newPage();
    await page.goto(`${url}/demo/login`);
    // The agent's second part comes when the page is idle.
    await page.waitForTimeout(1500);
    return page;
  }

  function assertCaught(shown: Shown, ...codes: string[]): void {
    assert.ok(!shown.reasons.includes('webdriver'), 'it is hidden');
    assert.notEqual(shown.verdict, 'OK');
    assert.notEqual(shown.bot, 'human');
    for (const code of codes) assert.ok(shown.reasons.includes(code), `${code} is among ${shown.reasons}`);
  }

  it('is caught when Playwright types and clicks', async () => {
    const page = await playwright();
    await page.locator('#username').pressSequentially('Hidden@example.com');
    await page.locator('#password').pressSequentially(RIGHT_PASSWORD);
    await page.click('#login-submit');
    await page.waitForSelector('body[data-verdict]');
    assertCaught(await page.evaluate(readVerdict), 'input-clock-synthetic', 'capitals-without-shift');
  });

  it('is caught when Playwright fills the fields', async () => {
    const page = await playwright();
    await page.fill('#username', 'filled@example.com');
    await page.fill('#password', RIGHT_PASSWORD);
    await page.click('#login-submit');
    await page.waitForSelector('body[data-verdict]');
    assertCaught(await page.evaluate(readVerdict), 'fields-filled-at-once');
  });

  it('is caught when it moves and types with the pauses of a hand', async () => {
    const page = await playwright();
    const goTo = async (selector: string) => {
      const box = await page.locator(selector).boundingBox();
      assert.ok(box !== null);
      const [x, y] = [Math.round(box.x + box.width * random.between(0.2, 0.8)), Math.round(box.y + box.height / 3)];
      for (let i = 1; i <= 25; i++) {
        await page.mouse.move(Math.round((x * i) / 25), Math.round((y * i) / 25 + 6 * Math.sin(i / 4)));
        await page.waitForTimeout(random.between(3, 14));
      }
      await page.mouse.down();
      await page.waitForTimeout(random.between(60, 120));
      await page.mouse.up();
    };
    const write = async (text: string) => {
      for (const key of text) await page.keyboard.press(key, { delay: random.between(50, 110) });
    };
    await goTo('#username');
    await write('careful@example.com');
    await goTo('#password');
    await write(RIGHT_PASSWORD);
    await goTo('#login-submit');
    await page.waitForSelector('body[data-verdict]');
    assertCaught(await page.evaluate(readVerdict), 'input-clock-synthetic');
  });

  it('is caught when Puppeteer types and clicks', async () => {
    const browser = await puppeteer.launch({
      executablePath: partPath('chromium'),
      headless: false,
      defaultViewport: null,
      args: HIDDEN.args,
      ignoreDefaultArgs: HIDDEN.ignored,
      env: envOf(),
    });
    atEnd(() => browser.close());
    const page = await browser.newPage();
    await page.goto(`${url}/demo/login`);
    await page.type('#username', 'puppet@example.com');
    await page.type('#password', RIGHT_PASSWORD);
    await page.click('#login-submit');
    await page.waitForSelector('body[data-verdict]');
    assertCaught(await page.evaluate(readVerdict), 'input-clock-synthetic', 'press-without-pressure');
  });
});
