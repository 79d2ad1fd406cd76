import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer-core';
import { PROOF_HEADER, TOKEN_FIELD } from '../../shared/constants.ts';
import { browsers, type Opened } from '../support/browsers.ts';
import { closing } from '../support/closing.ts';
import { eventually } from '../support/eventually.ts';
import { movedClock } from '../support/moved-clock.ts';
import { needs } from '../support/parts.ts';
import { hasToken, sentLogin, serverForBrowsers } from '../support/sent-login.ts';
import type { TestServer } from '../support/server.ts';
import { type Storefront, storefront } from '../support/storefront.ts';

const LOGIN = `<!doctype html><html lang="en"><title>Log in</title>
<script src="/agent.js" data-site-key="pk_demo" defer></script>
<form method="post" action="/taken"><input name="name"><input name="password" type="password"><button>Log in</button></form></html>`;
const TRIES_MAX = 5;
/** Without what is said to the security team, and counted for nothing. */
const others = (codes: readonly string[]) => codes.filter(it => it !== 'first-access');

for (const kind of ['chromium', 'firefox'] as const) {
  describe(`a device that comes back, in ${kind}`, function () {
    this.timeout(120_000);
    const atEnd = closing();
    let server: TestServer;
    let front: Storefront;
    let folder: string;
    let passAnHour: () => Promise<void>;

    before(async function () {
      needs(this, kind);
      folder = mkdtempSync(join(tmpdir(), 'sekisho-return-'));
      atEnd(async () => rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));
      const clock = movedClock();
      atEnd(clock.remove);
      server = await serverForBrowsers(clock.env);
      atEnd(() => server.stop());
      passAnHour = () => clock.passAnHour(server.url);
      front = await storefront(server.url, { pages: { '/login': LOGIN } });
      atEnd(() => front.close());
    });

    async function opened(options: Opened & { name?: string } = {}): Promise<Browser> {
      const { name, ...given } = options;
      const browser = await browsers.puppeteer(kind, {
        ownSize: true,
        ...given,
        ...(name === undefined ? {} : { profile: join(folder, name) }),
      });
      atEnd(() => browser.close());
      return browser;
    }

    /** The login page, with its token. Loaded anew where a busy machine did not sign in time: that is no browser without a key. */
    async function openLogin(page: Page, { keeps = true } = {}): Promise<void> {
      for (let tries = 0; tries < TRIES_MAX; tries++) {
        const collected = page.waitForResponse(it => it.url().includes('/v1/collect'));
        await page.goto(`${front.url}/login`);
        const reply = await collected;
        assert.equal(reply.status(), 200);
        if (!keeps || PROOF_HEADER in reply.request().headers()) break;
      }
      // The token is kept a moment after its answer came.
      await eventually('a token', () => page.evaluate(hasToken, TOKEN_FIELD));
    }

    /** One login by the form, and what the server then says of the browser. `keeps`: the browser keeps a key. */
    async function logIn(
      from: Pick<Browser, 'newPage'>,
      account: string,
      { keeps = true, prepare = async (_: Page): Promise<unknown> => null } = {},
    ) {
      const page = await from.newPage();
      await prepare(page);
      await openLogin(page, { keeps });
      return sendForm(page, account).finally(() => page.close());
    }

    const sendForm = (page: Page, account: string) => sentLogin(server.url, front, page, { account });

    type Seen = Awaited<ReturnType<typeof logIn>>;
    const assertByKey = ({ device, features }: Seen) => {
      assert.equal(features['token'], 'genuine');
      assert.equal(features['deviceKey'], 'verified');
      assert.equal(device?.keyProven, true);
      assert.match(device?.id ?? '', /^dev_k/);
    };

    const clearCookies = async (browser: Browser) => browser.deleteCookie(...(await browser.cookies()));
    const clearStorage = async (browser: Browser) => {
      const page = await browser.newPage();
      await page.goto(`${front.url}/taken`);
      await page.evaluate(
        () =>
          new Promise<void>((resolve, reject) => {
            localStorage.clear();
            const request = indexedDB.deleteDatabase('sekisho');
            request.onsuccess = () => resolve();
            request.onerror = () => reject(request.error);
          }),
      );
      await page.close();
    };
    const withoutStorage = {
      keeps: false,
      prepare: (page: Page) =>
        page.evaluateOnNewDocument(() => {
          Object.defineProperty(globalThis, 'indexedDB', { value: undefined });
        }),
    };

    it('is new at its first visit, known by its key at the second, and by it alone when its cookies were cleared', async () => {
      const account = 'returning@example.com';
      const browser = await opened({ name: 'returning' });
      const first = await logIn(browser, account);
      assertByKey(first);
      assert.deepEqual([first.features['deviceStatus'], first.features['deviceKeyKnown']], ['new', false]);
      const second = await logIn(browser, account);
      assertByKey(second);
      assert.equal(second.device?.id, first.device?.id);
      assert.deepEqual([second.features['deviceKeyKnown'], second.features['deviceKeyForked']], [true, false]);

      assert.ok(
        (await browser.cookies()).some(it => it.name === '__Host-sekisho'),
        'the cookie is there',
      );
      await clearCookies(browser);
      const third = await logIn(browser, account);
      assertByKey(third);
      assert.equal(third.device?.id, first.device?.id);
      assert.deepEqual(others(third.codes), []);
    });

    it('is known by its cookie where the browser keeps no key, and by nothing once that is cleared', async () => {
      const account = 'cookie@example.com';
      const browser = await opened();
      const first = await logIn(browser, account, withoutStorage);
      assert.deepEqual([first.device?.by, first.device?.id, first.features['token']], ['none', null, 'genuine']);
      const second = await logIn(browser, account, withoutStorage);
      assert.match(second.device?.id ?? '', /^dev_c/);
      assert.deepEqual([second.device?.keyProven, second.device?.confidence], [false, 0.9]);
      const third = await logIn(browser, account, withoutStorage);
      assert.equal(third.device?.id, second.device?.id);
      await clearCookies(browser);
      const { device } = await logIn(browser, account, withoutStorage);
      assert.ok(device?.by === 'none' || device?.by === 'linked', 'likeness is all that is left');
      assert.deepEqual([device.keyProven, device.status], [false, 'unproven']);
    });

    it('is new, and no suspect, where everything was cleared: nothing is brought back', async () => {
      const account = 'cleared@example.com';
      const browser = await opened();
      const first = await logIn(browser, account);
      await clearCookies(browser);
      await clearStorage(browser);
      const second = await logIn(browser, account);
      assertByKey(second);
      assert.notEqual(second.device?.id, first.device?.id);
      const { deviceStatus, deviceKeyKnown, deviceKeyForked } = second.features;
      assert.deepEqual([deviceStatus, deviceKeyKnown, deviceKeyForked], ['new', false, false]);
      assert.deepEqual(others(second.codes), []);
    });

    it('is not the owner’s where only the cookies were copied into another profile', async () => {
      const account = 'jar@example.com';
      const owner = await opened();
      const thief = await opened();
      const known = await logIn(owner, account);
      await logIn(owner, account);
      await thief.setCookie(...(await owner.cookies()));
      const copied = await logIn(thief, account);
      assertByKey(copied);
      assert.notEqual(copied.device?.id, known.device?.id);
      assert.deepEqual([copied.features['deviceStatus'], copied.features['deviceKeyKnown']], ['new', false]);
      // Who throws the key away, too, has the cookie's device, which the account never used: it went by its key.
      const keyless = await logIn(thief, account, withoutStorage);
      assert.match(keyless.device?.id ?? '', /^dev_c/);
      assert.deepEqual([keyless.features['deviceStatus'], keyless.device?.keyProven], ['new', false]);
      assert.equal((await logIn(owner, account)).device?.id, known.device?.id, 'the owner goes on');
    });

    it('forks where the whole profile was copied, and asks the copy for one more proof', async () => {
      const account = 'copied@example.com';
      const owner = await opened({ name: 'owner' });
      const known = await logIn(owner, account);
      await passAnHour();
      await logIn(owner, account);
      await owner.close();
      const isData = (file: string) => !/Singleton|\.?parentlock$|^lock$/.test(file);
      cpSync(join(folder, 'owner'), join(folder, 'thief'), { recursive: true, filter: isData });
      const again = await opened({ name: 'owner' });
      await passAnHour();
      assert.equal((await logIn(again, account)).features['deviceKeyForked'], false);
      await passAnHour();
      const stolen = await logIn(await opened({ name: 'thief' }), account);
      assert.equal(stolen.device?.id, known.device?.id, 'the profile was copied with its key');
      assert.equal(stolen.features['deviceKeyForked'], true);
      assert.ok(stolen.codes.includes('device-key-forked'), stolen.codes.join());
    });

    it('is one in two tabs, whichever logs in first', async () => {
      const account = 'tabs@example.com';
      const browser = await opened();
      const known = await logIn(browser, account);
      const tabs = [await browser.newPage(), await browser.newPage()];
      for (const tab of tabs) {
        await openLogin(tab);
      }
      for (const tab of tabs.reverse()) {
        await tab.bringToFront();
        const seen = await sendForm(tab, account);
        assertByKey(seen);
        assert.deepEqual([seen.device?.id, seen.features['deviceKeyForked']], [known.device?.id, false]);
        await passAnHour();
      }
      assert.equal((await logIn(browser, account)).features['deviceKeyForked'], false);
    });

    it('is another in a private window, one for as long as that is open', async () => {
      const account = 'private@example.com';
      const browser = await opened();
      const known = await logIn(browser, account);
      const isPrivate = { prefs: { 'browser.privatebrowsing.autostart': true } };
      const hidden = kind === 'chromium' ? await browser.createBrowserContext() : await opened(isPrivate);
      const first = await logIn(hidden, account);
      assertByKey(first);
      assert.notEqual(first.device?.id, known.device?.id);
      assert.equal((await logIn(hidden, account)).device?.id, first.device?.id);
      assert.equal((await logIn(browser, account)).device?.id, known.device?.id);
    });

    it('is known by nothing, and let in all the same, where the browser keeps nothing', async () => {
      const account = 'nothing@example.com';
      const profile = join(folder, 'keeps-nothing');
      mkdirSync(join(profile, 'Default'), { recursive: true });
      const preferences = { profile: { default_content_setting_values: { cookies: 2 } } };
      if (kind === 'chromium') writeFileSync(join(profile, 'Default/Preferences'), JSON.stringify(preferences));
      const browser = await opened({ profile, prefs: { 'network.cookie.cookieBehavior': 2 } });
      for (const visit of ['first', 'second']) {
        const { device, features, codes } = await logIn(browser, account, { keeps: false });
        assert.deepEqual([features['token'], device?.by, device?.id], ['genuine', 'none', null], visit);
        assert.deepEqual(features['deviceKey'], { unknown: 'not-sent' });
        assert.deepEqual(others(codes), []);
      }
    });
  });
}
