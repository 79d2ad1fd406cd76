import { type Browser, chromium, type Page } from 'playwright-core';
import { findPart } from '../test/support/parts.ts';
import { startServer } from '../test/support/server.ts';
import { storefront } from '../test/support/storefront.ts';
import type { Figure } from './figure.ts';
import { type PeerName, peerBundles } from './peers.ts';
import { median } from './percentile.ts';

const ROUNDS = 10;
const READY_MS_MAX = 10_000;
const ARGS = ['--no-sandbox', '--disable-background-networking', '--disable-quic', '--no-first-run'];
/** Below this the browser reports no long task: https://w3c.github.io/longtasks/ */
const LONG_TASK_MS = 50;

type Contestant = 'agent' | PeerName;
/** Milliseconds since the page's time origin; `answeredMs` is the agent's alone, whose result is a token of the server's. */
type Visit = { readonly readyMs: number; readonly answeredMs: number | null; readonly longestTaskMs: number };

/**
 * From the start of the navigation until the signals are there (the agent: until its report is on its way, which includes the
 * nonce's round trip), each in fresh contexts of one browser, by turns. Null where there is no Chromium.
 */
export async function timeToReport(): Promise<Figure[] | null> {
  const executablePath = findPart('chromium');
  if (executablePath === null) return null;
  const bundles = await peerBundles();
  const server = await startServer();
  const pages = Object.fromEntries(bundles.map(({ name, script }) => [`/${name}.js`, script]));
  const front = await storefront(server.url, {
    pages: {
      ...pages,
      ...Object.fromEntries(bundles.map(({ name }) => [`/${name}`, loginPage(`src="/${name}.js"`)])),
      '/agent': loginPage('src="/agent.js" data-site-key="pk_demo"'),
    },
  });
  const browser = await chromium.launch({ executablePath, args: ARGS });
  try {
    return figuresOf(await visitByTurns(browser, front.url), new Map(bundles.map(it => [it.name, it.label])));
  } finally {
    await browser.close();
    await front.close();
    await server.stop();
  }
}

const loginPage = (script: string): string => `<!doctype html><html lang="en"><title>Log in</title>
<script ${script} defer></script>
<h1>Log in</h1><form method="post" action="/taken"><label>Name <input name="name" autocomplete="username"></label>
<label>Password <input name="password" type="password"></label><button>Log in</button></form></html>`;

async function visitByTurns(browser: Browser, url: string): Promise<Map<Contestant, Visit[]>> {
  const contestants: readonly Contestant[] = ['agent', 'FingerprintJS', 'BotD', 'both'];
  const visits = new Map<Contestant, Visit[]>(contestants.map(it => [it, []]));
  // The first round warms the browser (code caches, the graphics process) and is not counted.
  for (let round = 0; round <= ROUNDS; round++) {
    for (const contestant of contestants) {
      const visit = await visitOnce(browser, `${url}/${contestant}`, contestant);
      if (round > 0) visits.get(contestant)?.push(visit);
    }
  }
  return visits;
}

async function visitOnce(browser: Browser, url: string, contestant: Contestant): Promise<Visit> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(url);
    const moments = contestant === 'agent' ? await agentMoments(page) : await peerMoments(page);
    return { ...moments, longestTaskMs: await longestTask(page) };
  } finally {
    await context.close();
  }
}

/** The page's own clock: the request that carries the report begins when the signals are there. */
async function agentMoments(page: Page): Promise<Pick<Visit, 'readyMs' | 'answeredMs'>> {
  const collected = await page.waitForFunction(
    () => {
      const entry = performance.getEntriesByType('resource').find(it => it.name.includes('/v1/collect'));
      return entry instanceof PerformanceResourceTiming && entry.responseEnd > 0
        ? { readyMs: entry.startTime, answeredMs: entry.responseEnd, status: entry.responseStatus }
        : null;
    },
    null,
    { timeout: READY_MS_MAX },
  );
  const { status, ...moments } = (await collected.jsonValue()) ?? { status: 0, readyMs: Number.NaN, answeredMs: null };
  if (status !== 200) throw new Error(`the agent's report was answered with ${status}`);
  return moments;
}

async function peerMoments(page: Page): Promise<Pick<Visit, 'readyMs' | 'answeredMs'>> {
  const ready = await page.waitForFunction(
    () => {
      const at: unknown = Reflect.get(window, 'resultReadyMs');
      return typeof at === 'number' ? at : null;
    },
    null,
    { timeout: READY_MS_MAX },
  );
  return { readyMs: (await ready.jsonValue()) ?? Number.NaN, answeredMs: null };
}

/** 0 where no task took longer than 50 ms. */
function longestTask(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>(resolve => {
        let longest = 0;
        const observer = new PerformanceObserver(list => {
          for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
        });
        observer.observe({ type: 'longtask', buffered: true });
        // What was buffered comes in the next task; two frames are later than that.
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => resolve(longest))));
      }),
  );
}

function figuresOf(visits: ReadonlyMap<Contestant, readonly Visit[]>, labels: ReadonlyMap<PeerName, string>): Figure[] {
  const of = (contestant: Contestant, pick: (visit: Visit) => number): number =>
    median((visits.get(contestant) ?? []).map(pick));
  const peers = (pick: (visit: Visit) => number) =>
    [...labels].map(([name, label]) => ({ name: label, value: of(name, pick) }));
  return [
    {
      what: `navigation to signals collected, Chromium, median of ${ROUNDS}`,
      value: of('agent', it => it.readyMs),
      unit: 'ms',
      peers: peers(it => it.readyMs),
    },
    {
      what: `navigation to token held, Chromium, median of ${ROUNDS}`,
      value: of('agent', it => it.answeredMs ?? Number.NaN),
      unit: 'ms',
      note: 'the peers ask no server',
    },
    {
      what: `longest task of a page view, median of ${ROUNDS} (0: none over ${LONG_TASK_MS} ms)`,
      value: of('agent', it => it.longestTaskMs),
      unit: 'ms',
      peers: peers(it => it.longestTaskMs),
    },
  ];
}
