import { setTimeout as pause } from 'node:timers/promises';
import { TOKEN_FIELD } from '../../../shared/constants.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { tool } from '../tools.ts';
import type { Lab, Visitor } from '../visitor.ts';
import { postLogin } from './posts.ts';

/** What Node has and these lack. */
const LENT = { crypto, TextEncoder, TextDecoder };

/** Some are there already, behind a getter. */
function lend(to: object, values: object): void {
  for (const [name, value] of Object.entries(values)) {
    Object.defineProperty(to, name, { value, configurable: true, writable: true });
  }
}

/** As long as the agent itself waits for its server. */
const TOKEN_MS_MAX = 12_000;

type Dom = { readonly window: Window & typeof globalThis };
type Jsdom = { JSDOM: { fromURL(url: string, options: object): Promise<Dom> }; VirtualConsole: new () => unknown };
type HappyPage = { goto(url: string): Promise<unknown>; mainFrame: { window: Dom['window'] } };
type HappyDom = { Browser: new (options: object) => { newPage(): HappyPage; close(): Promise<void> } };

/** The agent runs there as in a page. Then the form is filled, the token asked for, and Node posts both. */
async function logInFrom(window: Window & typeof globalThis, lab: Lab): Promise<void> {
  const { document } = window;
  for (const [selector, text] of [
    ['#username', lab.user],
    ['#password', lab.password],
  ] as const) {
    const field = document.querySelector<HTMLInputElement>(selector);
    if (field === null) throw new Error(`the simulated page has no ${selector}`);
    field.dispatchEvent(new window.Event('focus'));
    field.value = text;
    field.dispatchEvent(new window.Event('input', { bubbles: true }));
  }
  const token: unknown = await Promise.race([window.eval('sekisho.token()'), pause(TOKEN_MS_MAX, '')]);
  await postLogin(
    lab,
    { 'User-Agent': window.navigator.userAgent, Origin: new URL(lab.url).origin, Cookie: document.cookie },
    typeof token === 'string' && token !== '' ? { [TOKEN_FIELD]: token } : {},
  );
  await lab.judged();
}

/** Node's fetch knows no page to resolve paths against, and sends no origin. */
const lentFetch = (lab: Lab) => (input: string | URL, init: RequestInit) =>
  fetch(new URL(input, lab.url), {
    ...init,
    headers: { ...Object.fromEntries(new Headers(init.headers)), origin: new URL(lab.url).origin },
    signal: null,
  });

async function visitInJsdom(lab: Lab): Promise<void> {
  const { JSDOM, VirtualConsole } = await tool<Jsdom>('jsdom');
  const { window } = await JSDOM.fromURL(lab.url, {
    runScripts: 'dangerously',
    resources: 'usable',
    pretendToBeVisual: true,
    virtualConsole: new VirtualConsole(),
    beforeParse: (it: object) => lend(it, { ...LENT, fetch: lentFetch(lab) }),
  });
  lab.atEnd(() => window.close());
  await eventually('the simulated page has run its scripts', () => window.document.readyState === 'complete');
  await logInFrom(window, lab);
}

/** Scripts that are deferred are not run there: its user does it. */
const START = `sekisho.start({ siteKey: 'pk_demo', session: document.querySelector('script').dataset.session, endpoint: '/' })`;

async function visitInHappyDom(lab: Lab): Promise<void> {
  const { Browser } = await tool<HappyDom>('happy-dom');
  const settings = { enableJavaScriptEvaluation: true, suppressInsecureJavaScriptEnvironmentWarning: true };
  const browser = new Browser({ settings });
  lab.atEnd(() => browser.close());
  const page = browser.newPage();
  await page.goto(lab.url);
  const { window } = page.mainFrame;
  lend(window, { fetch: lentFetch(lab) });
  const agent = await fetch(new URL('/agent.js', lab.url));
  window.eval(`${await agent.text()};globalThis.sekisho ??= sekisho;${START}`);
  await logInFrom(window, lab);
}

export const SIMULATED_DOM: readonly Visitor[] = [
  { name: 'jsdom', kind: 'tool', needs: [], visit: visitInJsdom },
  { name: 'happy-dom', kind: 'tool', needs: [], visit: visitInHappyDom },
];
