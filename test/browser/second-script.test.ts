import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { API_PROBES } from '../../shared/probes.ts';
import { API_RELEASES } from '../../shared/wire/api-releases.ts';
import { isMissing, type Reading } from '../../shared/wire/reading.ts';
import { type SignalReadings, unattestedReportSchema } from '../../shared/wire/report.ts';
import { SIGNALS } from '../../shared/wire/signals.ts';
import { browsers } from '../support/browsers.ts';
import { closing } from '../support/closing.ts';
import { eventually } from '../support/eventually.ts';
import { needs } from '../support/parts.ts';
import { type BrowserKind, plainBrowser } from '../support/plain-browser.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { type Storefront, storefront } from '../support/storefront.ts';
import { virtualScreen } from '../support/virtual-screen.ts';

const LOGIN = `<!doctype html><html lang="en"><title>Log in</title><script src="/watch.js"></script>
<script src="/agent.js" data-site-key="pk_demo" defer></script>
<form method="post" action="/taken"><input name="name" autocomplete="username"><input name="password" type="password"><button>Log in</button></form></html>`;
const AGAIN = LOGIN.replace('<title>', '<meta http-equiv="refresh" content="5"><title>');
/** What the page sees of the agent: violations of its policy, errors, and how often something was drawn or computed as sound. */
const WATCH = `const seen = { complaints: [], drawn: 0, sounds: 0 };
addEventListener('securitypolicyviolation', it => seen.complaints.push(it.violatedDirective + ' ' + it.blockedURI));
addEventListener('error', it => seen.complaints.push(String(it.message)));
addEventListener('unhandledrejection', it => seen.complaints.push(String(it.reason)));
const draw = HTMLCanvasElement.prototype.toDataURL;
HTMLCanvasElement.prototype.toDataURL = function (...all) { seen.drawn++; return draw.apply(this, all); };
const Sound = OfflineAudioContext;
OfflineAudioContext = class extends Sound { constructor(...all) { super(...all); seen.sounds++; } };
const known = Object.getOwnPropertyNames(window);
document.seen = () => ({ ...seen, globals: Object.getOwnPropertyNames(window).filter(it => !known.includes(it) && it !== 'event'),
  frames: document.querySelectorAll('iframe').length, scripts: document.scripts.length });`;
/** As a tag manager under the policy that Google recommends: only what a script with the nonce puts in may run. */
const MANAGED = LOGIN.replaceAll('<script', '<script nonce="x"').replace(
  /<script nonce="x" src="\/agent.js".*?>/,
  '<script nonce="x" src="/manager.js">',
);
const MANAGER = `const script = document.createElement('script');
script.src = '/agent.js';
script.dataset.siteKey = 'pk_demo';
document.head.append(script);`;
const DYNAMIC = "script-src 'nonce-x' 'strict-dynamic'; object-src 'none'; base-uri 'none'";
type Seen = { complaints: string[]; drawn: number; sounds: number; globals: string[]; frames: number; scripts: number };
/** In a page; its own script put the function there. */
const seenBy = () => Reflect.get(document, 'seen')();
const UNTOUCHED = { complaints: [], globals: ['sekisho'], frames: 0, scripts: 2 };

const ALL = Object.keys(SIGNALS);
const MORE = Object.entries(SIGNALS).flatMap(([name, { chunk }]) => (chunk === 2 ? [name] : []));
const signalsOf = (report: string): SignalReadings => {
  const { nonce: _, layout: __, ...rest } = JSON.parse(report);
  return unattestedReportSchema.parse(rest).signals;
};
/** A busy machine may not have everything within the deadline; what is shown then says nothing of the script. */
const isComplete = (signals: SignalReadings): boolean =>
  readings(signals).every(([, it]) => it === undefined || !isMissing(it) || it.missing !== 'timed-out');
const VISITS_MAX = 8;
const readings = (signals: SignalReadings) => Object.entries<Reading<unknown> | undefined>(signals);

describe('the second script', function () {
  this.timeout(90_000);
  const atEnd = closing();
  let server: TestServer;
  let front: Storefront;
  let browser: Browser;
  let file: string;

  before(async function () {
    needs(this, 'chromium');
    server = await startServer();
    atEnd(() => server.stop());
    browser = await browsers.playwrightChromium();
    atEnd(() => browser.close());
    file = JSON.parse(readFileSync(`${import.meta.dirname}/../../dist/agent.json`, 'utf8')).more.file;
  });

  beforeEach(async () => {
    front = await openFront({ '/login': LOGIN });
  });
  afterEach(() => front.close());

  const timesServed = () => front.handedOn.filter(it => it === `GET /${file}`).length;
  const openFront = (pages: Record<string, string>, policy: { policy?: string } = {}) =>
    storefront(server.url, { pages: { '/again': AGAIN, '/watch.js': WATCH, ...pages }, ...policy });

  async function reportIn(
    options: BrowserContextOptions = {},
    prepare: (page: Page) => Promise<unknown> = async () => {},
  ) {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    await prepare(page);
    await page.goto(`${front.url}/login`);
    const report = await eventually('the report', () => front.reports.shift());
    const seen: Seen = await page.evaluate(seenBy);
    await context.close();
    return { signals: signalsOf(report), seen, bytes: report.length };
  }

  async function completeReportIn(options: BrowserContextOptions = {}) {
    for (let visit = 1; ; visit += 1) {
      const found = await reportIn(options);
      if (isComplete(found.signals) || visit === VISITS_MAX) return found;
    }
  }

  it('brings its signals under a strict policy, and leaves the page as it was', async () => {
    const { signals, seen, bytes } = await completeReportIn();
    assert.deepEqual(Object.keys(signals).sort(), ALL.toSorted());
    const { drawn, sounds, ...others } = seen;
    assert.deepEqual(others, UNTOUCHED);
    assert.ok(drawn > 0 && sounds > 0, 'full is the default');
    assert.ok(bytes < 8_000, `${bytes} bytes`);
    const failed = readings(signals).filter(([, it]) => it !== undefined && isMissing(it) && it.missing === 'failed');
    assert.deepEqual(failed, []);
  });

  it('brings them where a tag manager loads the agent under a policy of strict-dynamic', async () => {
    await front.close();
    front = await openFront({ '/login': MANAGED, '/manager.js': MANAGER }, { policy: DYNAMIC });
    const { signals, seen } = await completeReportIn();
    assert.deepEqual(Object.keys(signals).sort(), ALL.toSorted());
    assert.deepEqual([seen.complaints, seen.scripts], [[], 3]);
    assert.equal(typeof signals.math, 'string');
  });

  it('is fetched ahead, and comes out of the browser’s cache when it is run', async () => {
    const asked: string[] = [];
    await reportIn({}, async page => {
      page.on('request', it => it.url().endsWith(file) && asked.push(it.resourceType()));
    });
    assert.deepEqual(asked.slice(0, 2), ['fetch', 'script']);
    assert.equal(timesServed(), 1);
  });

  it('brings them in Firefox too, and under strict-dynamic', async function () {
    needs(this, 'firefox');
    const managed = await openFront({ '/login': MANAGED, '/manager.js': MANAGER }, { policy: DYNAMIC });
    const firefox = await browsers.puppeteer('firefox');
    const reportOf = async (site: Storefront) => {
      const page = await firefox.newPage();
      await page.goto(`${site.url}/login`);
      const report = await eventually('the report', () => site.reports.shift(), { withinMs: 30_000 });
      const seen: Seen = await page.evaluate(seenBy);
      return { signals: signalsOf(report), seen };
    };
    try {
      const dynamic = await reportOf(managed);
      assert.deepEqual([dynamic.seen.complaints, dynamic.seen.scripts], [[], 3]);
      assert.deepEqual(Object.keys(dynamic.signals).sort(), ALL.toSorted());
      const { signals, seen } = await reportOf(front);
      assert.deepEqual(Object.keys(signals).sort(), ALL.toSorted());
      const { drawn, sounds, ...others } = seen;
      assert.deepEqual(others, UNTOUCHED);
      // Falsified there in private windows: FingerprintJS reads the picture for nothing else.
      assert.deepEqual(signals.canvas, { winding: true, geometry: null, text: null, noise: 'skipped' });
      assert.equal(drawn, 0);
      assert.ok(sounds > 0);
      assert.equal(timesServed(), 1);
    } finally {
      await firefox.close();
      await managed.close();
    }
  });

  it('costs its own signals alone where it is blocked', async () => {
    const { signals, seen } = await reportIn({}, page => page.route(`**/${file}`, route => route.abort()));
    for (const name of MORE) assert.deepEqual(Reflect.get(signals, name), { missing: 'blocked' }, name);
    assert.equal(typeof signals.userAgent, 'string');
    assert.deepEqual(seen.scripts, UNTOUCHED.scripts);
    assert.deepEqual(seen.globals, UNTOUCHED.globals);
  });

  it('is not called blocked where the server has it no more, as after an update', async () => {
    const { signals } = await reportIn({}, page =>
      page.route(`**/${file}`, route => route.fulfill({ status: 404, contentType: 'text/plain', body: 'gone' })),
    );
    assert.deepEqual(signals.math, { missing: 'failed' });
    assert.equal(typeof signals.userAgent, 'string');
  });

  it('is not run when it is not the one that the first script knows', async () => {
    const { signals } = await reportIn({}, page =>
      page.route(`**/${file}`, route =>
        route.fulfill({ contentType: 'text/javascript', body: 'document.title = "Other"' }),
      ),
    );
    assert.deepEqual(signals.math, { missing: 'blocked' });
  });

  it('does not keep the report waiting when it is late', async () => {
    let release = () => {};
    const held = new Promise<void>(resolve => {
      release = resolve;
    });
    const { signals } = await reportIn({}, page =>
      page.route(`**/${file}`, async route => {
        await held;
        await route.abort();
      }),
    ).finally(release);
    for (const name of MORE) assert.deepEqual(Reflect.get(signals, name), { missing: 'timed-out' }, name);
    assert.equal(typeof signals.userAgent, 'string');
  });

  it('shows the same at the next visit of one browser', async () => {
    const [first, second] = [await completeReportIn(), await completeReportIn()];
    // Measured, or dependent on what the machine does at the moment.
    const moving = new Set(['network', 'storage', 'mediaDevices']);
    for (const name of MORE) {
      const [one, other]: unknown[] = [first, second].map(it => Reflect.get(it.signals, name));
      if (!moving.has(name)) assert.equal(JSON.stringify(one), JSON.stringify(other), name);
    }
  });

  it('draws nothing and computes no sound where the browser says Sec-GPC', async () => {
    const { signals, seen } = await completeReportIn({ extraHTTPHeaders: { 'sec-gpc': '1' } });
    assert.deepEqual([seen.drawn, seen.sounds], [0, 0]);
    for (const name of ['canvas', 'audio', 'fonts', 'fontSizes', 'contentBlockers'])
      assert.ok(!Object.hasOwn(signals, name), name);
    assert.equal(typeof signals.math, 'string');
  });

  it('draws nothing and computes no sound on a site that is set to light', async () => {
    const level = async () => JSON.parse(await (await fetch(`${server.url}/v1/nonce?site=pk_demo`)).text()).fingerprint;
    await server.cli('sites', 'fingerprint', 'demo', 'light');
    await eventually('light', async () => (await level()) === 'light');
    const { signals, seen } = await completeReportIn();
    assert.deepEqual([seen.drawn, seen.sounds], [0, 0]);
    assert.ok(!Object.hasOwn(signals, 'canvas') && Object.hasOwn(signals, 'graphics'));
    await server.cli('sites', 'fingerprint', 'demo', 'full');
    await eventually('full', async () => (await level()) === 'full');
  });

  for (const kind of ['chromium', 'firefox'] as const)
    it(`finds nothing that contradicts itself in a person’s ${kind}`, async function () {
      needs(this, kind, 'xvfb');
      const screen = await virtualScreen();
      const person = plainBrowser(kind, `${front.url}/again`, screen.env);
      try {
        const whole = () => front.reports.map(signalsOf).filter(isComplete);
        const reports = await eventually('two whole reports', () => whole().length > 1 && whole(), {
          withinMs: 60_000,
        });
        const [signals = {}, again = {}] = reports;
        // Firefox has bars of its own that say what it misses; they would move the page under the person's hand.
        assert.deepEqual(again.window, signals.window);
        assert.deepEqual([signals.workerScope, signals.frameScope], [{}, {}]);
        assertReleases(kind, signals);
      } finally {
        await person.close();
        await screen.close();
      }
    });
});

/** Every API is there that came until this release, and none that came later. */
function assertReleases(kind: BrowserKind, { apis, userAgent }: SignalReadings): void {
  assert.ok(typeof apis === 'string' && typeof userAgent === 'string');
  const version = Number(/(?:Chrome|Firefox)\/(\d+)/.exec(userAgent)?.[1]);
  const bits = [...apis].map(it => Number.parseInt(it, 16).toString(2).padStart(4, '0')).join('');
  for (const [at, probe] of API_PROBES.entries()) {
    const release = API_RELEASES[probe]?.[kind === 'chromium' ? 0 : 1] ?? Number.POSITIVE_INFINITY;
    assert.equal(bits[at] === '1', release <= version, `${probe} of ${release} in ${kind} ${version}`);
  }
}
