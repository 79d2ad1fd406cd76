import type { Engine } from './features/browser.ts';

export type Keeping = {
  readonly engine: Engine;
  /** Since the key was last seen. */
  readonly days: number;
  /** An app's own browser has a store of its own, which the app may clear. */
  readonly webview: boolean;
  /** Something speaks for one. */
  readonly privateWindow: boolean;
};

/**
 * For how many days without a visit an engine keeps what a script has stored. WebKit: https://webkit.org/tracking-prevention/ (7-day cap on
 * script-writable storage; the cookie that the server set is kept). The others keep it until the disk is full or the person clears it:
 * after a month nothing is expected of anyone.
 */
const KEPT_DAYS: Readonly<Record<Engine, number>> = { webkit: 7, chromium: 30, gecko: 30 };

/** Would this browser still have its key? false: nobody can say, and that it has none means nothing. */
export const keyExpected = ({ engine, days, webview, privateWindow }: Keeping): boolean =>
  !webview && !privateWindow && days < KEPT_DAYS[engine];
