import { readSite, type StartOptions } from './read-site.ts';
import { type Visit, visit } from './visit.ts';

export type { StartOptions };

/** The public face: what `window.sekisho` and the ES module have. Its types for others are in agent.d.ts. */
type Agent = { start: (options?: StartOptions) => void; token: () => Promise<string> };

/** Only while a classic script runs; null in modules, hence read at once. */
const tag = typeof document === 'undefined' ? null : document.currentScript;
let running: Visit | null = null;

const own: Agent = {
  start(options = {}) {
    // Imported where there is no page (server rendering), nothing happens.
    if (running !== null || typeof document === 'undefined') return;
    try {
      // import.meta.url is the empty string in the classic script.
      const site = readSite(options, tag, import.meta.url, location.href);
      if (site !== null) running = visit(site);
    } catch {
      // A browser too old for the agent: the page must not notice. Without a token the server decides.
    }
  },
  token: async () => running?.token() ?? '',
};

function isAgent(value: unknown): value is Agent {
  if (typeof value !== 'object' || value === null || !('start' in value && 'token' in value)) return false;
  return typeof value.start === 'function' && typeof value.token === 'function';
}

/** Tag managers load a script twice; the second would spend nonces and listen a second time. */
const earlier: unknown = Reflect.get(globalThis, 'sekisho');
const agent = isAgent(earlier) ? earlier : own;

export const start: Agent['start'] = agent.start;
export const token: Agent['token'] = agent.token;

if (tag?.dataset['siteKey'] !== undefined) start();
