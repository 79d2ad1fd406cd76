import { bindForm } from './bound-forms.ts';
import { property } from './property.ts';
import { queuedCalls } from './queued-calls.ts';
import { readSite, type StartOptions } from './read-site.ts';
import { VERSION } from './version.ts';
import { type Visit, visit } from './visit.ts';

export type { StartOptions };

/** The public face: what `window.sekisho` and the ES module have. Its types for others are in agent.d.ts. */
type Agent = {
  version: string;
  start: (options?: StartOptions) => void;
  token: () => Promise<string>;
  protect: (form: HTMLFormElement) => void;
};

/** Only while a classic script runs; null in modules, hence read at once. */
const tag = typeof document === 'undefined' ? null : document.currentScript;
let running: Visit | null = null;

const own: Agent = {
  version: VERSION,
  start(given) {
    // Pages without types say null.
    const options = given ?? {};
    // Imported where there is no page (server rendering), nothing happens.
    if (typeof document === 'undefined') return;
    try {
      // import.meta.url is the empty string in the classic script.
      const site = running === null ? readSite(options, tag, import.meta.url, location.href) : null;
      if (site !== null) running = visit(site);
      else running?.follow(options.session);
    } catch {
      // A browser too old for the agent: the page must not notice. Without a token the server decides.
    }
    const { onError } = options;
    // Later, as a task of the page: what it throws there is the page's own.
    if (running === null && onError !== undefined) setTimeout(() => onError({ code: 'not-started' }));
  },
  token: async () => running?.token() ?? '',
  protect: bindForm,
};

/** The stub of a page that calls before the agent is there has no version. */
const isAgent = (value: unknown): value is Agent => typeof property(value, 'version') === 'string';

/** Tag managers load a script twice; the second would spend nonces and listen a second time. */
const earlier: unknown = Reflect.get(globalThis, 'sekisho');
const agent = isAgent(earlier) ? earlier : own;

export const version: Agent['version'] = agent.version;
export const start: Agent['start'] = agent.start;
export const token: Agent['token'] = agent.token;
export const protect: Agent['protect'] = agent.protect;

const queued = queuedCalls(earlier, { start, token, protect });
// What the page says comes before what the tag says.
queued.play('start');
if (tag?.dataset['siteKey'] !== undefined) start();
queued.playRest();
