import { startServer } from '../../test/support/server.ts';
import { storefront } from '../../test/support/storefront.ts';
import { type PeerBundle, peerBundles } from '../peers.ts';

/** One login page, under a strict policy, with one script or none. `/none` and `/agent`, and a path for each peer's name. */
export type MeasuredPages = {
  readonly url: string;
  readonly peers: readonly PeerBundle[];
  close(): Promise<void>;
};

const WORDS = 'We will never ask you for your password by mail or by telephone. '.repeat(40);
const loginPage = (script: string): string => `<!doctype html><html lang="en"><title>Log in</title>
<script src="/observe.js"></script>${script === '' ? '' : `<script ${script} defer></script>`}
<h1>Log in</h1><form method="post" action="/taken"><label>Name <input name="name" autocomplete="username"></label>
<label>Password <input name="password" type="password"></label><button>Log in</button></form><p>${WORDS}</p></html>`;

/**
 * The page's own observer, the same on all pages: of events only the slowest are kept for observers that come later. `interactionMs` is
 * INP for so few interactions: the slowest of them. https://web.dev/articles/inp
 */
const OBSERVE = `const seen = { largestPaintMs: 0, shift: 0, interactionMs: 0, longTasksMs: [] };
const observe = (type, heard, more) => new PerformanceObserver(list => list.getEntries().forEach(heard)).observe({ type, buffered: true, ...more });
try {
  observe('largest-contentful-paint', it => { seen.largestPaintMs = it.startTime; });
  observe('layout-shift', it => { if (!it.hadRecentInput) seen.shift += it.value; });
  observe('event', it => { if (it.interactionId > 0) seen.interactionMs = Math.max(seen.interactionMs, it.duration); }, { durationThreshold: 16 });
  observe('longtask', it => { seen.longTasksMs.push(it.duration); });
} catch {
  // Firefox knows not all of them.
}
document.seen = seen;`;

export async function measuredPages(): Promise<MeasuredPages> {
  const peers = await peerBundles();
  const server = await startServer();
  const front = await storefront(server.url, {
    pages: {
      '/observe.js': OBSERVE,
      '/none': loginPage(''),
      '/agent': loginPage('src="/agent.js" data-site-key="pk_demo"'),
      ...Object.fromEntries(
        peers.flatMap(({ name, script }) => [
          [`/${name}.js`, script],
          [`/${name}`, loginPage(`src="/${name}.js"`)],
        ]),
      ),
    },
  });
  return {
    url: front.url,
    peers,
    async close() {
      await front.close();
      await server.stop();
    },
  };
}

/** Expressions for a tab. Milliseconds from the script's last byte: of the agent's until its report is made and signed. */
export const AGENT_MOMENTS = `(() => {
  const entries = performance.getEntriesByType('resource');
  const posted = entries.find(it => it.name.includes('/v1/collect'));
  const script = entries.find(it => it.name.endsWith('/agent.js'));
  if (!posted || !(posted.responseEnd > 0)) return null;
  return { readyMs: posted.startTime - script.responseEnd, answeredMs: posted.responseEnd - script.responseEnd, status: posted.responseStatus };
})()`;
export const PEER_MOMENTS = `(() => {
  const script = performance.getEntriesByType('resource').find(it => it.initiatorType === 'script' && !it.name.endsWith('/observe.js'));
  return typeof window.resultReadyMs === 'number' ? { readyMs: window.resultReadyMs - script.responseEnd } : null;
})()`;
/** The entries of the last tasks come in tasks after those. */
export const SEEN = `new Promise(resolve => setTimeout(() => resolve(document.seen), 100))`;
