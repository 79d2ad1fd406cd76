/** Types of the agent: of the ES module, and of `window.sekisho`, which the script tag brings. */

export type StartOptions = {
  /** The site's public key, `pk_…`. As an attribute of the script tag: `data-site-key`; the agent then starts by itself. */
  siteKey?: string | undefined;
  /** What the site calls this visit: opaque, at most 200 characters, the same value as `session` of the screening. `data-session`. */
  session?: string | undefined;
  /**
   * The folder that v1/nonce and v1/collect lie in, absolute or relative to the page. `data-endpoint`.
   * Without it they are looked for beside the script itself. A bundler moves the module: then say it.
   */
  endpoint?: string | undefined;
  /** `off`: the rhythm of typing and how the pointer moves (behavioural biometrics) are neither measured nor sent. Default `on`. `data-rhythm`. */
  rhythm?: 'on' | 'off' | undefined;
  /**
   * `off`: the page's own switch: nothing is collected, asked or sent, and `token()` is the empty string. Default `on`.
   * `data-agent`. The gate still expects a token then: the switch that also tells it is `npm run sites -- agent NAME off`.
   */
  agent?: 'on' | 'off' | undefined;
  /** `on`: nothing is written to the page's console, and who listens to it stays unknown. Default `off`. `data-quiet`. */
  quiet?: 'on' | 'off' | undefined;
  /**
   * Called, in a task of its own, when no token could be had: for your monitoring. Nothing has to be done: forms are sent all the
   * same, and the gate decides. At most once a failed try; tries are 30 seconds apart, and end where the server refused.
   */
  onError?: ((problem: AgentProblem) => void) | undefined;
};

/**
 * `code`: a problem of the server (`agent-off`, `agent-too-old`, `origin-not-listed`, `site-unknown`, … docs/errors.md), `unreachable`
 * (no answer, or none in time), `http-…` (something else answered, such as a proxy), `not-started` (no site key, switched off by the
 * page, or a browser too old).
 */
export type AgentProblem = { readonly code: string };

/** Of this agent, semantic: what support asks for first. */
export declare const version: string;

/**
 * Starts the agent, once a page. Without a site key, or outside a browser, nothing happens. Never throws. From then on each form that
 * is sent by POST and holds a password field (or carries the attribute `data-sekisho`) gets the field `sekisho-token`, also one
 * that comes into the page later. Called again it takes over another `session`, where one is given, and nothing else.
 */
export declare const start: (options?: StartOptions) => void;

/**
 * The value for `token` of a screening, for logins without a form (fetch): hand it on untouched. It waits at most 3 seconds for
 * a fresh token, and never rejects. Ask again for each action: a token is for one. The empty string, which counts as no token,
 * where the agent was not started or is switched off.
 */
export declare const token: () => Promise<string>;

/**
 * For a form that the agent would not take by itself: it gets the field whatever it holds and however it is sent. Also for forms that
 * a script reads by their elements, not by FormData (jQuery's `serialize()`): a hidden field `sekisho-token` is put in, and filled
 * when the form is submitted, before the page hears of it. By GET the field would end up in the address: use it for forms that are
 * sent by POST or by your script. Call it once a form, when it is there.
 */
export declare const protect: (form: HTMLFormElement) => void;

/** One signal as a report would show it: its value, or `{ missing: 'unsupported' | 'blocked' | 'timed-out' | 'failed' }`. */
export type Inspected = { readonly name: string; readonly value: unknown; readonly ms: number };

/**
 * Of the ES module alone, for playgrounds and support: collects all that a report of this page would show, and tells of each signal
 * as soon as it is there. Nothing is sent but the question for the site's level, which it answers; null without a site key. The
 * signals and their purposes are told by `GET /v1/disclosure` and docs/signals.md.
 */
export declare const inspect: (
  options: StartOptions,
  found: (signal: Inspected) => void,
) => Promise<'full' | 'light' | null>;

declare global {
  interface Window {
    readonly sekisho?: {
      readonly version: string;
      readonly start: typeof start;
      readonly token: typeof token;
      readonly protect: typeof protect;
    };
  }
}
