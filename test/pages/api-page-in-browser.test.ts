import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { LANGUAGES } from '../../shared/wire/words.ts';
import { browsers } from '../support/browsers.ts';
import { needs } from '../support/parts.ts';
import { startServer, type TestServer } from '../support/server.ts';

describe('the API page in a browser', () => {
  let server: TestServer;
  let browser: Browser;
  before(async function () {
    needs(this, 'chromium');
    server = await startServer();
    browser = await browsers.playwrightChromium();
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  for (const language of LANGUAGES) {
    for (const width of [360, 1280]) {
      it(`needs no sideways scrolling at ${width} px, everything unfolded, in ${language}`, async () => {
        const page = await browser.newPage({ viewport: { width, height: 800 } });
        const complaints: string[] = [];
        page.on('console', message => complaints.push(message.text()));
        page.on('requestfailed', request => complaints.push(request.url()));
        await page.goto(`${server.url}/docs?lang=${language}`);
        await page.evaluate(() => {
          for (const it of document.querySelectorAll('details')) it.open = true;
        });
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= width, `${wide} px wide`);
        assert.deepEqual(complaints, []);
        await page.close();
      });
    }
  }

  it('leads by keyboard past the contents, into a folded part and to an endpoint', async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(`${server.url}/docs?lang=en`);
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Skip to content');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'main');
    const folded = page.locator('#post-v1-screenings details > summary').last();
    assert.equal(await folded.evaluate(it => it.parentElement?.hasAttribute('open')), false);
    await folded.focus();
    await page.keyboard.press('Enter');
    assert.equal(await folded.evaluate(it => it.parentElement?.hasAttribute('open')), true);
    await page.locator('.beside a[href="#put-v1-screenings-id-outcome"]').focus();
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.querySelector(':target')?.id), 'put-v1-screenings-id-outcome');
    await page.close();
  });
});
