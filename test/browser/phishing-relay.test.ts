import assert from 'node:assert/strict';
import type { BrowserContext } from 'playwright-core';
import { browsers } from '../support/browsers.ts';
import { closing } from '../support/closing.ts';
import { RIGHT_PASSWORD } from '../support/desk.ts';
import { needs } from '../support/parts.ts';
import { type Kit, phishingRelay } from '../support/phishing-relay.ts';
import { startServer, type TestServer } from '../support/server.ts';

/** The login page, reached through a relay that puts its own name in the place of the site's. */
describe('a login page that a phishing site passes on', function () {
  this.timeout(60_000);
  const atEnd = closing();
  let server: TestServer;
  let visitor: BrowserContext;

  before(async function () {
    needs(this, 'chromium');
    server = await startServer();
    atEnd(() => server.stop());
    const browser = await browsers.playwrightChromium();
    atEnd(() => browser.close());
    visitor = await browser.newContext();
  });

  type Shown = { readonly reasons: readonly string[]; readonly device: { id: string; keyProven: boolean } | null };

  async function logInAt(url: string, user: string): Promise<Shown> {
    const page = await visitor.newPage();
    const collected = page.waitForResponse(it => it.url().includes('/v1/collect'));
    await page.goto(`${url}/demo/login`);
    await collected;
    await page.type('#username', user);
    await page.type('#password', RIGHT_PASSWORD);
    await page.click('#login-submit');
    await page.waitForSelector('body[data-verdict]');
    const id = await page.evaluate(() => document.body.dataset['screeningId']);
    const headers = { authorization: 'Bearer sk_demo' };
    const read = await fetch(`${server.url}/v1/screenings/${id}`, { headers });
    const { reasons, device } = (await read.json()) as { reasons: { code: string }[]; device: Shown['device'] };
    return { reasons: reasons.map(it => it.code), device };
  }

  async function relayed(user: string, kit: Kit = {}): Promise<Shown> {
    const relay = await phishingRelay(server.url, kit);
    atEnd(() => relay.close());
    return logInAt(relay.url, user);
  }
  const ofRelays = ({ reasons }: Shown): string =>
    reasons
      .filter(it => ['page-other-origin', 'device-key-refused', 'no-token'].includes(it))
      .sort()
      .join(' ');

  it('tells by itself where it stands, and signs for another origin', async () => {
    const direct = await logInAt(server.url, 'hanako@example.com');
    assert.equal(`${ofRelays(direct)}|${direct.device?.keyProven}`, '|true');
    assert.equal(ofRelays(await relayed('hanako@example.com')), 'device-key-refused page-other-origin');
  });

  it('has no key of the owner’s browser where the relay rewrites what the agent says', async () => {
    const direct = await logInAt(server.url, 'taro@example.com');
    const lying = await relayed('taro@example.com', {
      agent: script => `(location => {${script}\n})({ href: location.href, origin: ${JSON.stringify(server.url)} })`,
    });
    assert.equal(ofRelays(lying), '');
    assert.ok(lying.device?.keyProven);
    assert.notEqual(lying.device.id, direct.device?.id);
  });

  it('brings no token where the relay leaves the agent out', async () => {
    const relay = await phishingRelay(server.url, { agent: () => '' });
    atEnd(() => relay.close());
    const page = await visitor.newPage();
    await page.goto(`${relay.url}/demo/login`);
    await page.type('#username', 'jiro@example.com');
    await page.type('#password', RIGHT_PASSWORD);
    await page.click('#login-submit');
    await page.waitForSelector('body[data-verdict]');
    assert.match(await page.evaluate(() => document.body.dataset['reasons'] ?? ''), /\bno-token\b/);
  });
});
