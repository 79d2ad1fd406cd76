import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';
import puppeteer, { type Page } from 'puppeteer-core';
import { browsers } from '../support/browsers.ts';
import { closing } from '../support/closing.ts';
import { type Desk, desk } from '../support/desk.ts';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/free-port.ts';
import { needs, partPath } from '../support/parts.ts';
import { plainBrowser } from '../support/plain-browser.ts';
import { screenings } from '../support/screenings.ts';
import { startServer } from '../support/server.ts';
import { type Storefront, storefront } from '../support/storefront.ts';

const page = (attributes = '', before = '') => `<!doctype html><html lang="en"><title>Login · Demo Bank</title>
${before}<script src="/agent.js" data-site-key="pk_demo" ${attributes} defer></script>
<form method="post"><input name="u"><input name="p" type="password"></form></html>`;
/** The page has a stack handler of its own, and a policy that reports. */
const OWN = `Error.prepareStackTrace = error => 'own ' + error.message;
document.violations = [];
addEventListener('securitypolicyviolation', it => document.violations.push(it.blockedURI));`;

describe('who reads the console', function () {
  this.timeout(90_000);
  const atEnd = closing();
  let url: string;
  let front: Storefront;

  before(async () => {
    const server = await startServer();
    atEnd(() => server.stop());
    url = server.url;
    const pages = {
      '/login': page(),
      '/quiet': page('data-quiet'),
      '/handled': page('', '<script src="/own.js"></script>'),
      '/own.js': OWN,
    };
    front = await storefront(url, { pages });
    atEnd(() => front.close());
  });
  beforeEach(() => {
    front.reports.length = 0;
  });

  const reported = async () => {
    const report = await eventually('a report', async () => front.reports.at(-1), { withinMs: 20_000 });
    return JSON.parse(report).signals;
  };
  const readIn = ({ consoleReader: it }: { consoleReader: { page: object; worker: object } }) => [it.page, it.worker];
  const READ = { stack: 1, name: 2, getter: 0, prototype: 0 };
  const STILL = { ...READ, stack: 0, name: 1 };

  it('is nobody in a Chromium that a person started, in its page and its worker', async function () {
    needs(this, 'chromium');
    const browser = plainBrowser('chromium', `${front.url}/login`, process.env, ['--headless=new']);
    try {
      assert.deepEqual(readIn(await reported()), [STILL, STILL]);
    } finally {
      await browser.close();
    }
  });

  it('is a tool that was connected to such a Chromium, in its page and its worker', async function () {
    needs(this, 'chromium');
    const port = await freePort();
    const plain = plainBrowser('chromium', 'about:blank', process.env, [
      '--headless=new',
      `--remote-debugging-port=${port}`,
    ]);
    try {
      const browserURL = `http://127.0.0.1:${port}`;
      const browser = await eventually('a browser to connect to', () =>
        puppeteer.connect({ browserURL, defaultViewport: null }).catch(() => undefined),
      );
      const tab = await browser.newPage();
      await tab.goto(`${front.url}/login`);
      assert.deepEqual(readIn(await reported()), [READ, READ]);
      await tab.goto(`${front.url}/handled`);
      await eventually('the second report', async () => front.reports.length > 1, { withinMs: 20_000 });
      // The page's handler takes the place of V8's, which asks for the name.
      assert.deepEqual(readIn(await reported()), [{ ...READ, name: 1 }, READ]);
      await assertUntouched(tab);
      await browser.disconnect();
    } finally {
      await plain.close();
    }
  });

  it('is Playwright, in its page and its worker', async function () {
    needs(this, 'chromium');
    const browser = await chromium.launch({ executablePath: partPath('chromium'), args: ['--no-sandbox'] });
    atEnd(() => browser.close());
    const tab = await browser.newPage();
    await tab.goto(`${front.url}/login`);
    assert.deepEqual(readIn(await reported()), [READ, READ]);
  });

  it('is WebDriver BiDi in Firefox', async function () {
    needs(this, 'firefox');
    const browser = await browsers.puppeteer('firefox');
    atEnd(() => browser.close());
    const tab = await browser.newPage();
    await tab.goto(`${front.url}/login`);
    const { consoleReader } = await reported();
    assert.deepEqual([consoleReader.page.getter, consoleReader.page.prototype], [1, 1]);
  });

  it('is not asked for in a page that says data-quiet', async function () {
    needs(this, 'chromium');
    const browser = await browsers.hiddenChromium();
    atEnd(() => browser.close());
    const tab = await browser.newPage();
    const words: string[] = [];
    tab.on('console', it => words.push(it.text()));
    await tab.goto(`${front.url}/quiet`);
    assert.deepEqual((await reported()).consoleReader, { missing: 'blocked' });
    assert.deepEqual(
      words.filter(it => it.startsWith('Error')),
      [],
    );
  });

  /** The probes leave nothing behind, and break no policy. */
  async function assertUntouched(tab: Page): Promise<void> {
    const left = await tab.evaluate(() => [
      String(new Error('x').stack),
      String(Reflect.get(document, 'violations')),
      Object.getPrototypeOf(Function.prototype.toString) === Function.prototype,
    ]);
    assert.deepEqual(left, ['own x', '', true]);
  }

  describe('is a person with the developer tools open before the page, who is let in', () => {
    let person: Desk;
    before(async function () {
      needs(this, 'chromium', 'firefox', 'xvfb', 'xdotool');
      person = await desk();
      atEnd(() => person.close());
    });

    for (const browser of ['chromium', 'firefox'] as const) {
      it(`in ${browser}`, async () => {
        const user = `tools-${browser}@example.com`;
        const keys = browser === 'chromium' ? { keys: ['F12'] } : {};
        const visit = await person.open({ browser, url: `${front.url}/demo/login`, ...keys });
        if (browser === 'firefox') await visit.press('F12');
        front.reports.length = 0;
        // Firefox' tools do not look into objects.
        const isRead = (report: string) =>
          browser === 'firefox' || JSON.parse(report).signals.consoleReader.page.stack > 0;
        const isSeen = async () => {
          const before = front.reports.length;
          await visit.press('F5');
          // Chromium's tools take some seconds to start, and a key meanwhile may be lost.
          const anew = eventually('a report', async () => front.reports.slice(before).at(-1), { withinMs: 5_000 });
          return isRead(await anew.catch(() => '{"signals":{"consoleReader":{"page":{}}}}'));
        };
        try {
          await eventually('the tools read the console', isSeen, { withinMs: 40_000 });
          // Firefox' tools take another height each time.
          if (browser === 'firefox') await visit.press('F12');
          await visit.loginPage();
          await visit.logIn({ user });
          assert.equal(await visit.verdict(), 'OK');
        } finally {
          await visit.close();
        }
        const [screening] = await screenings.of(url, user);
        const held = screening?.reasons.filter(it => it.weight > 0).map(it => it.code) ?? [];
        assert.equal(screening?.bot.verdict, 'human');
        assert.deepEqual(
          held.filter(it => it !== 'console-read'),
          [],
        );
        if (browser === 'chromium') assert.deepEqual(held, ['console-read'], 'the tools do read it');
      });
    }
  });
});
