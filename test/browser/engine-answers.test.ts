import assert from 'node:assert/strict';
import type { Page } from 'puppeteer-core';
import { isLaidOut } from '../../server/core/layout-problem.ts';
import { isWorkDone } from '../../server/flows/work-proof.ts';
import { TOKEN_FIELD, TOKEN_SEPARATOR } from '../../shared/constants.ts';
import { type Report, summarySchema } from '../../shared/wire/report.ts';
import { browsers, type Opened } from '../support/browsers.ts';
import { closing } from '../support/closing.ts';
import { eventually } from '../support/eventually.ts';
import { codesOf, gateClient } from '../support/gate-client.ts';
import { needs } from '../support/parts.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { type Storefront, storefront } from '../support/storefront.ts';

const page = (
  more = '',
  attributes = '',
) => `<!doctype html><html ${attributes}><title>Log in</title>${more}<script src="/watch.js"></script>
<script src="/agent.js" data-site-key="pk_demo" defer></script>
<form method="post" action="/taken"><input name="name"><input name="password" type="password"><button>Log in</button></form></html>`;
/** Says in the title when the worker has answered, or was refused. */
const WATCH = `const Plain = Worker;
Worker = class extends Plain {
  constructor(address) {
    super(address);
    if (address.endsWith('/agent-work.js')) {
      this.addEventListener('message', () => { document.title = 'worked'; });
      this.addEventListener('error', () => { document.title = 'refused'; });
    }
  }
};`;
const STYLED = page('<link rel="stylesheet" href="/odd.css">', 'lang="ar" dir="rtl"');
/** What pages do to everything in them, and more. */
const ODD = `html { zoom: 1.3; transform: rotate(2deg) scale(.8); font-size: 40px }
* { box-sizing: border-box; margin: 3px !important; padding: 2px !important; border: 1px solid !important; max-width: 90vw !important }`;
const PAGES = {
  '/plain': page(),
  '/odd': STYLED,
  '/hidden': page('<link rel="stylesheet" href="/hidden.css">'),
  '/odd.css': ODD,
  '/hidden.css': 'html { display: none }',
  '/watch.js': WATCH,
};

describe('what a visit asks of the engine', function () {
  this.timeout(90_000);
  const atEnd = closing();
  let server: TestServer;
  let front: Storefront;

  before(async () => {
    server = await startServer();
    atEnd(() => server.stop());
    front = await storefront(server.url, { pages: PAGES });
    atEnd(() => front.close());
    await server.cli('sites', 'work', 'demo', 'on', '6');
    const isAsked = async () =>
      (await (await fetch(`${server.url}/v1/nonce?site=pk_demo`)).text()).includes('workBits');
    await eventually('work is asked for', isAsked);
  });

  /** Of what this visit was asked for; the tool that drives the browser is told by others. */
  const heldAgainst = async (token: string) =>
    codesOf(await gateClient(server.url).ask({ token })).filter(it => /^(work|layout)-/.test(it));
  const fieldTaken = () => front.taken.shift()?.get(TOKEN_FIELD);
  async function visited<T>(kind: 'chromium' | 'firefox', opened: Opened, use: (tab: Page) => Promise<T>): Promise<T> {
    const browser = await browsers.puppeteer(kind, opened);
    try {
      return await use(await browser.newPage());
    } finally {
      await browser.close();
    }
  }
  const reportOf = async (tab: Page, path: string): Promise<Report> => {
    await tab.goto(front.url + path);
    return JSON.parse(await eventually('the report', () => front.reports.shift(), { withinMs: 30_000 }));
  };
  const assertRight = ({ nonce = '', layout }: Report, where: string) =>
    assert.ok(Array.isArray(layout) && isLaidOut(nonce, layout), `${where}: ${nonce} ${JSON.stringify(layout)}`);

  for (const scale of ['0.75', '1', '1.25', '1.5', '3'])
    it(`is answered right by Chromium at ${scale} device pixels a pixel`, async function () {
      needs(this, 'chromium');
      await visited('chromium', { args: [`--force-device-scale-factor=${scale}`] }, async tab => {
        assertRight(await reportOf(tab, '/plain'), 'plain');
        assertRight(await reportOf(tab, '/odd'), 'odd');
      });
    });

  for (const scale of ['1', '1.25', '0.5'])
    it(`is answered right by Firefox at ${scale} device pixels a pixel`, async function () {
      needs(this, 'firefox');
      const prefs = { 'layout.css.devPixelsPerPx': scale, 'privacy.resistFingerprinting': scale === '0.5' };
      await visited('firefox', { prefs }, async tab => {
        assertRight(await reportOf(tab, '/plain'), 'plain');
        assertRight(await reportOf(tab, '/odd'), 'odd');
      });
    });

  for (const kind of ['chromium', 'firefox'] as const) {
    it(`is unknown, not wrong, where the page shows nothing in ${kind}`, async function () {
      needs(this, kind);
      const { layout } = await visited(kind, {}, tab => reportOf(tab, '/hidden'));
      assert.deepEqual(layout, { missing: 'blocked' });
    });

    it(`has its work done in ${kind}, under a strict policy, and the answer goes with the form`, async function () {
      needs(this, kind);
      await visited(kind, {}, async tab => {
        const { nonce = '' } = await reportOf(tab, '/plain');
        await tab.waitForFunction(() => document.title === 'worked');
        await tab.evaluate(() => document.querySelector('button')?.click());
        const field = await eventually('the form', fieldTaken);
        const summary = Buffer.from(field.split(TOKEN_SEPARATOR)[1] ?? '', 'base64url').toString();
        assert.equal(isWorkDone(nonce, 6, summarySchema.parse(JSON.parse(summary)).work ?? []), true);
        assert.ok(front.handedOn.includes('GET /agent-work.js'));
        assert.deepEqual(await heldAgainst(field), []);
      });
    });
  }

  it('goes without an answer where the page’s policy forbids workers, which is held against nobody much', async function () {
    needs(this, 'chromium');
    const strict = await storefront(server.url, { pages: PAGES, policy: "default-src 'self'; worker-src 'none'" });
    try {
      await visited('chromium', {}, async tab => {
        await tab.goto(`${strict.url}/plain`);
        await tab.waitForFunction(() => document.title === 'refused');
        await tab.evaluate(() => document.querySelector('button')?.click());
        const field = await eventually('the form', () => strict.taken.shift()?.get(TOKEN_FIELD));
        assert.deepEqual(await heldAgainst(field), ['work-absent']);
      });
    } finally {
      await strict.close();
    }
  });
});
