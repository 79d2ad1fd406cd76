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
  /** `off`: the rhythm of typing (behavioural biometrics) is neither measured nor sent. Default `on`. `data-rhythm`. */
  rhythm?: 'on' | 'off' | undefined;
};

/**
 * Starts the agent, once a page; later calls do nothing. Without a site key, or outside a browser, nothing happens. Never throws.
 * From then on each form that is sent by POST and holds a password field (or carries the attribute `data-sekisho`) gets the
 * field `sekisho-token`.
 */
export declare const start: (options?: StartOptions) => void;

/**
 * The value for `token` of a screening, for logins without a form (fetch): hand it on untouched. It waits at most 3 seconds for
 * the first token, and never rejects. Ask again for each action: a token is for one. The empty string, which counts as no token,
 * where the agent was not started or is switched off.
 */
export declare const token: () => Promise<string>;

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
    readonly sekisho?: { readonly start: typeof start; readonly token: typeof token };
  }
}
