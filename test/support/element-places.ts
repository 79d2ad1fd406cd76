import { chromium } from 'playwright-core';
import puppeteer from 'puppeteer-core';
import { eventually } from './eventually.ts';
import { partPath } from './parts.ts';
import { type BrowserKind, CHROMIUM_ARGS, FIREFOX_PREFS, WINDOW } from './plain-browser.ts';
import type { VirtualScreen } from './virtual-screen.ts';

/** In pixels of the screen. `tabs`: how often Tab must be pressed on the fresh page to get there. */
export type Place = { x: number; y: number; width: number; height: number; tabs: number };
export const ELEMENTS = { username: '#username', password: '#password', submit: '#login-submit' } as const;
export type ElementName = keyof typeof ELEMENTS;
export type Places = Record<ElementName, Place>;

export type Errand = {
  browser: BrowserKind;
  url: string;
  /** Keys that the person presses once the page is there: `ctrl+plus`, `F12`. They may move the elements. */
  keys?: readonly string[];
};

/** Structurally common to Playwright's and Puppeteer's page. */
type MeasuredPage = {
  evaluate<T>(work: () => T): Promise<T>;
  evaluate<T, A>(work: (argument: A) => T, argument: A): Promise<T>;
  keyboard: { press(key: 'Tab'): Promise<void> };
};

const TABS_MAX = 30;

/**
 * Learns where the page's elements stand on the screen, in a browser of its own that automation drives; the person's browser,
 * of the same size at the same spot, stays untouched by it. `wrongPassword`: of the page that a failed login leads to.
 */
export async function elementPlaces(
  errand: Errand,
  screen: VirtualScreen,
  { wrongPassword = false }: { wrongPassword?: boolean } = {},
): Promise<Places> {
  const measuring =
    errand.browser === 'chromium' ? await openChromium(errand.url, screen) : await openFirefox(errand.url, screen);
  const page: MeasuredPage = measuring.page;
  try {
    if (wrongPassword) await failLogin(page);
    await settle(page);
    for (const key of errand.keys ?? []) {
      const before = await page.evaluate(shape);
      await screen.focus(/Demo Bank/);
      await screen.play([{ atMs: 0, does: `key ${key}` }]);
      await eventually(`${key} changes the page's size`, async () => (await page.evaluate(shape)) !== before);
    }
    if (errand.keys !== undefined) await settle(page);
    return await measure(page);
  } finally {
    await measuring.close();
  }
}

async function openChromium(url: string, screen: VirtualScreen) {
  const browser = await chromium.launch({
    executablePath: partPath('chromium'),
    headless: false,
    args: [...CHROMIUM_ARGS],
    // Its information bar would move the page down.
    ignoreDefaultArgs: ['--enable-automation'],
    env: definedOnly(screen.env),
  });
  const page = await (await browser.newContext({ viewport: null })).newPage();
  await page.goto(url);
  return { page, close: () => browser.close() };
}

async function openFirefox(url: string, screen: VirtualScreen) {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: partPath('firefox'),
    headless: false,
    defaultViewport: null,
    args: ['--width', String(WINDOW.width), '--height', String(WINDOW.height)],
    extraPrefsFirefox: { ...FIREFOX_PREFS },
    env: definedOnly(screen.env),
  });
  const page = (await browser.pages())[0] ?? (await browser.newPage());
  await page.goto(url);
  return { page, close: () => browser.close() };
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

const shape = () => [innerWidth, innerHeight, devicePixelRatio].join(' ');

/** Until the window has had the same size for a while: Firefox draws its bars after the page. */
async function settle(page: MeasuredPage): Promise<void> {
  let last = '';
  let same = 0;
  await eventually('the window keeps its size', async () => {
    const now = await page.evaluate(shape);
    same = now === last ? same + 1 : 0;
    last = now;
    return same >= 3;
  });
}

async function failLogin(page: MeasuredPage): Promise<void> {
  const before = await page.evaluate(() => performance.timeOrigin);
  await page.evaluate(() => {
    const set = (selector: string, value: string) => {
      const field = document.querySelector(selector);
      if (field instanceof HTMLInputElement) field.value = value;
    };
    set('#username', 'surveyor@example.com');
    set('#password', 'not-the-password');
    document.querySelector<HTMLElement>('#login-submit')?.click();
  });
  await eventually('the login page comes back', async () => {
    try {
      return await page.evaluate(
        since =>
          performance.timeOrigin > since &&
          document.readyState === 'complete' &&
          document.querySelector('#username') !== null,
        before,
      );
    } catch {
      // The page is being replaced: its context has gone.
      return false;
    }
  });
}

async function measure(page: MeasuredPage): Promise<Places> {
  const boxes = await page.evaluate(findBoxes, ELEMENTS);
  const tabs = await countTabs(page);
  const placeOf = (name: ElementName): Place => {
    const box = boxes[name];
    if (box === undefined) throw new Error(`the page has no ${ELEMENTS[name]} inside its window`);
    return { ...box, tabs: tabs[name] };
  };
  return { username: placeOf('username'), password: placeOf('password'), submit: placeOf('submit') };
}

/** Runs in the page. */
function findBoxes(selectors: Record<string, string>) {
  // Firefox says where its page begins, in CSS pixels; Chromium's window has its bars on top and no frame without a window manager.
  const inner = (name: string) =>
    'mozInnerScreenX' in window ? Number(Reflect.get(window, name)) * devicePixelRatio : null;
  const left = inner('mozInnerScreenX') ?? screenX;
  const top = inner('mozInnerScreenY') ?? screenY + outerHeight - innerHeight * devicePixelRatio;
  const found: Record<string, { x: number; y: number; width: number; height: number }> = {};
  for (const [name, selector] of Object.entries(selectors)) {
    const box = document.querySelector(selector)?.getBoundingClientRect();
    if (box === undefined || box.top < 0 || box.bottom > innerHeight || box.right > innerWidth) continue;
    const scale = devicePixelRatio;
    found[name] = {
      x: left + box.x * scale,
      y: top + box.y * scale,
      width: box.width * scale,
      height: box.height * scale,
    };
  }
  return found;
}

async function countTabs(page: MeasuredPage): Promise<Record<ElementName, number>> {
  const tabs = { username: Number.NaN, password: Number.NaN, submit: Number.NaN };
  const names: ElementName[] = ['username', 'password', 'submit'];
  const note = async (count: number) => {
    const id = await page.evaluate(() => `#${document.activeElement?.id ?? ''}`);
    for (const name of names) if (ELEMENTS[name] === id && Number.isNaN(tabs[name])) tabs[name] = count;
  };
  await note(0);
  for (let count = 1; count <= TABS_MAX && names.some(name => Number.isNaN(tabs[name])); count++) {
    await page.keyboard.press('Tab');
    await note(count);
  }
  return tabs;
}
