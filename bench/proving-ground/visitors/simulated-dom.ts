import { setTimeout as pause } from 'node:timers/promises';
import { TOKEN_FIELD } from '../../../shared/constants.ts';
import { tool } from '../tools.ts';
import type { Lab, Visitor } from '../visitor.ts';
import { postLogin } from './posts.ts';

/** What the page's script may look for and these lack; Node has the same. */
const LENT = { fetch, crypto, TextEncoder, TextDecoder, Request, Response, Headers, AbortController };

type Dom = { readonly window: Window & typeof globalThis };
type Jsdom = { JSDOM: { fromURL(url: string, options: object): Promise<Dom> }; VirtualConsole: new () => unknown };
type HappyWindow = Window &
  typeof globalThis & { happyDOM: { waitUntilComplete(): Promise<void>; close(): Promise<void> } };
type HappyDom = { Window: new (options: object) => HappyWindow };

/** The agent runs there as in a page. Then the form is filled, taken apart by its own FormData, and posted by Node. */
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
  // Long enough for a report; where none is made, there is none to wait for.
  await pause(2500);
  const form = document.querySelector<HTMLFormElement>('#login-form');
  if (form === null) throw new Error('the simulated page has no form');
  form.dispatchEvent(new window.Event('submit', { bubbles: true, cancelable: true }));
  const field = new window.FormData(form).get(TOKEN_FIELD);
  await postLogin(
    lab,
    { 'User-Agent': window.navigator.userAgent, Origin: new URL(lab.url).origin, Cookie: document.cookie },
    typeof field === 'string' ? { [TOKEN_FIELD]: field } : {},
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
    beforeParse: (it: object) => Object.assign(it, { ...LENT, fetch: lentFetch(lab) }),
  });
  lab.atEnd(() => window.close());
  await logInFrom(window, lab);
}

async function visitInHappyDom(lab: Lab): Promise<void> {
  const { Window } = await tool<HappyDom>('happy-dom');
  const window = new Window({
    url: lab.url,
    console: undefined,
    settings: { enableJavaScriptEvaluation: true, suppressInsecureJavaScriptEnvironmentWarning: true },
  });
  lab.atEnd(() => window.happyDOM.close());
  window.document.write(await (await fetch(lab.url)).text());
  await logInFrom(window, lab);
}

export const SIMULATED_DOM: readonly Visitor[] = [
  { name: 'jsdom', kind: 'tool', needs: [], visit: visitInJsdom },
  { name: 'happy-dom', kind: 'tool', needs: [], visit: visitInHappyDom },
];
