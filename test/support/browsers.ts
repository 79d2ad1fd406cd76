import { type Browser, chromium } from 'playwright-core';
import puppeteer, { type Browser as PuppeteerBrowser } from 'puppeteer-core';
import { partPath } from './parts.ts';
import { type BrowserKind, FIREFOX_PREFS } from './plain-browser.ts';

const ARGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-quic',
  '--no-first-run',
  '--disable-component-update',
  '--disable-sync',
];

export type Opened = {
  /** With its window's own size, as a person's; else with the one that the tool emulates. */
  ownSize?: boolean;
  /** A folder that the browser keeps its data in; a new one, without one. */
  profile?: string;
  /** Of Chromium. */
  args?: readonly string[];
  /** Of Firefox. */
  prefs?: Readonly<Record<string, string | number | boolean>>;
};

/** Browsers under automation, without a window: what a bot's author starts with. */
export const browsers = {
  /** Playwright turns the back/forward cache off, which people's browsers have on. */
  playwrightChromium({ backForwardCache = false } = {}): Promise<Browser> {
    const ignoreDefaultArgs = backForwardCache ? ['--disable-back-forward-cache'] : [];
    return chromium.launch({ executablePath: partPath('chromium'), headless: true, args: ARGS, ignoreDefaultArgs });
  },
  /** By the two switches that its users know, `navigator.webdriver` says no. */
  hiddenChromium(...args: string[]): Promise<PuppeteerBrowser> {
    return puppeteer.launch({
      executablePath: partPath('chromium'),
      headless: true,
      ignoreDefaultArgs: ['--enable-automation'],
      args: [...ARGS, '--disable-blink-features=AutomationControlled', ...args],
    });
  },
  /** Chromium over its own protocol, Firefox over BiDi. */
  puppeteer(
    kind: BrowserKind,
    { profile, args = [], prefs = {}, ownSize = false }: Opened = {},
  ): Promise<PuppeteerBrowser> {
    const own = {
      headless: true,
      ...(ownSize ? { defaultViewport: null } : {}),
      ...(profile === undefined ? {} : { userDataDir: profile }),
    };
    const executablePath = partPath(kind);
    if (kind === 'firefox') {
      return puppeteer.launch({
        ...own,
        browser: kind,
        executablePath,
        extraPrefsFirefox: { ...FIREFOX_PREFS, ...prefs },
      });
    }
    return puppeteer.launch({ ...own, executablePath, args: [...ARGS, ...args] });
  },
};
