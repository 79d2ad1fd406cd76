import type { BrowserType, Page as PlaywrightPage } from 'playwright-core';
import type { PuppeteerNode, Page as PuppeteerPage } from 'puppeteer-core';
import { eventually } from '../../../test/support/eventually.ts';
import { freePort } from '../../../test/support/free-port.ts';
import { partPath } from '../../../test/support/parts.ts';
import { CHROMIUM_ARGS, FIREFOX_PREFS, plainBrowser, WINDOW } from '../../../test/support/plain-browser.ts';
import { tool } from '../tools.ts';
import type { Lab } from '../visitor.ts';

export type Start = {
  /** `false`: with a window, on the lab's screen. */
  readonly headless: boolean;
  /** `navigator.webdriver` says no, by the two switches that all who drive a browser know; without a window, under a person's name. */
  readonly hidden?: boolean;
};

const HIDING = ['--disable-blink-features=AutomationControlled'];
const MAJOR = 156;
const PERSONS_NAME = `--user-agent=Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${MAJOR}.0.0.0 Safari/537.36`;

async function launchOptions(lab: Lab, { headless, hidden = false }: Start) {
  const named = headless && hidden ? [PERSONS_NAME] : [];
  return {
    executablePath: partPath('chromium'),
    headless,
    args: [...CHROMIUM_ARGS, ...(hidden ? [...HIDING, ...named] : [])],
    ...(hidden ? { ignoreDefaultArgs: ['--enable-automation'] } : {}),
    env: await lab.env(),
  };
}

/** @param name of a package with Puppeteer's interface. */
export async function puppeteerPage(lab: Lab, start: Start, name = 'puppeteer-core'): Promise<PuppeteerPage> {
  return launchedPage(lab, start, await tool<PuppeteerNode>(name));
}

export async function launchedPage(lab: Lab, start: Start, puppeteer: PuppeteerNode): Promise<PuppeteerPage> {
  const sized = start.hidden === true ? { defaultViewport: null } : {};
  const browser = await puppeteer.launch({ ...(await launchOptions(lab, start)), ...sized });
  lab.atEnd(() => browser.close());
  const page = (await browser.pages())[0] ?? (await browser.newPage());
  await page.goto(lab.url);
  return page;
}

/** A browser that was started plainly, by hand so to speak, with its debugging port open. */
export async function connectedPage(lab: Lab): Promise<PuppeteerPage> {
  const port = await freePort();
  const started = plainBrowser('chromium', 'about:blank', await lab.env(), [`--remote-debugging-port=${port}`]);
  lab.atEnd(() => started.close());
  const puppeteer = await tool<PuppeteerNode>('puppeteer-core');
  const browserURL = `http://127.0.0.1:${port}`;
  const browser = await eventually(
    'the browser listens for its driver',
    () => puppeteer.connect({ browserURL, defaultViewport: null }).catch(() => null),
    { withinMs: 20_000 },
  );
  lab.atEnd(() => browser.disconnect());
  const page = (await browser.pages())[0] ?? (await browser.newPage());
  await page.goto(lab.url);
  return page;
}

/** @param name of a package with Playwright's interface. @param device one of those that it emulates. */
export async function playwrightPage(
  lab: Lab,
  start: Start,
  { name = 'playwright-core', device }: { name?: string; device?: string } = {},
): Promise<PlaywrightPage> {
  const { chromium, devices } = await tool<{
    chromium: BrowserType;
    devices: Record<string, Record<string, unknown>>;
  }>(name);
  const browser = await chromium.launch(await launchOptions(lab, start));
  lab.atEnd(() => browser.close());
  const own = start.hidden === true ? { viewport: null } : {};
  const context = await browser.newContext(device === undefined ? own : { ...devices[device] });
  const page = await context.newPage();
  await page.goto(lab.url);
  return page;
}

/** Firefox over WebDriver BiDi. */
export async function firefoxPage(lab: Lab, headless: boolean): Promise<PuppeteerPage> {
  const puppeteer = await tool<PuppeteerNode>('puppeteer-core');
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: partPath('firefox'),
    headless,
    defaultViewport: null,
    args: ['--width', String(WINDOW.width), '--height', String(WINDOW.height)],
    extraPrefsFirefox: { ...FIREFOX_PREFS },
    env: await lab.env(),
  });
  lab.atEnd(() => browser.close());
  const page = (await browser.pages())[0] ?? (await browser.newPage());
  await page.goto(lab.url);
  return page;
}
