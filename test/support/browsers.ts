import { type Browser, chromium } from 'playwright-core';
import puppeteer, { type Browser as PuppeteerBrowser } from 'puppeteer-core';
import { partPath } from './parts.ts';
import { FIREFOX_PREFS } from './plain-browser.ts';

const ARGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-quic',
  '--no-first-run',
  '--disable-component-update',
  '--disable-sync',
];

/** Browsers under automation, without a window: what a bot's author starts with. */
export const browsers = {
  /** Playwright turns the back/forward cache off, which people's browsers have on. */
  playwrightChromium({ backForwardCache = false } = {}): Promise<Browser> {
    const ignoreDefaultArgs = backForwardCache ? ['--disable-back-forward-cache'] : [];
    return chromium.launch({ executablePath: partPath('chromium'), headless: true, args: ARGS, ignoreDefaultArgs });
  },
  puppeteerChromium(): Promise<PuppeteerBrowser> {
    return puppeteer.launch({ executablePath: partPath('chromium'), headless: true, args: ARGS });
  },
  puppeteerFirefox(): Promise<PuppeteerBrowser> {
    return puppeteer.launch({
      browser: 'firefox',
      executablePath: partPath('firefox'),
      headless: true,
      extraPrefsFirefox: { ...FIREFOX_PREFS },
    });
  },
};
