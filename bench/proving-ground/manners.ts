import { setTimeout as pause } from 'node:timers/promises';
import { type Box, bezierCurve, type Spot, type Step, somewhereOn } from './drawn-curves.ts';
import type { Lab } from './visitor.ts';

type Credentials = { readonly user: string; readonly password: string };
/** Common to the pages of Playwright, Puppeteer and all that descends from them. */
export type DrivenPage = {
  goto(url: string): Promise<unknown>;
  type(selector: string, text: string, options?: { delay: number }): Promise<void>;
  click(selector: string, options?: { delay: number }): Promise<void>;
  evaluate(work: (argument: Credentials) => void, argument: Credentials): Promise<unknown>;
  $(selector: string): Promise<{ boundingBox(): Promise<Box | null> } | null>;
  mouse: { move(x: number, y: number): Promise<void>; down(): Promise<void>; up(): Promise<void> };
  keyboard: { down(key: string): Promise<void>; up(key: string): Promise<void> };
};
export type FillingPage = DrivenPage & { fill(selector: string, text: string): Promise<void> };

/** How a program operates the login page that it has open. */
export type Manner<P extends DrivenPage = DrivenPage> = (page: P, lab: Lab) => Promise<void>;
export type WayOf = (from: Spot, to: Spot, lab: Lab) => readonly Step[];

const FIELDS = (lab: Lab) =>
  [
    ['#username', lab.user],
    ['#password', lab.password],
  ] as const;
const SUBMIT = '#login-submit';

/** As a person reads the page first: the whole report is there when the hands begin. */
const lookAtPage = (lab: Lab): Promise<void> => pause(lab.random.between(1500, 2600));

export const typed: Manner = async (page, lab) => {
  for (const [selector, text] of FIELDS(lab)) await page.type(selector, text);
  await page.click(SUBMIT);
};

export const typedWithDelay: Manner = async (page, lab) => {
  // BiDi takes whole milliseconds alone.
  const between = (low: number, high: number) => ({ delay: Math.round(lab.random.between(low, high)) });
  await lookAtPage(lab);
  for (const [selector, text] of FIELDS(lab)) {
    await page.click(selector, between(60, 110));
    await page.type(selector, text, between(70, 130));
    await pause(lab.random.between(200, 600));
  }
  await page.click(SUBMIT, between(60, 110));
};

export const filled: Manner<FillingPage> = async (page, lab) => {
  await lookAtPage(lab);
  for (const [selector, text] of FIELDS(lab)) await page.fill(selector, text);
  await page.click(SUBMIT);
};

/** No input at all: the page's own script interface, as browser extensions and injected scripts use it. */
export const filledByScript: Manner = async (page, lab) => {
  await lookAtPage(lab);
  await page.evaluate(
    ({ user, password }) => {
      for (const [selector, text] of [
        ['#username', user],
        ['#password', password],
      ] as const) {
        const field = document.querySelector<HTMLInputElement>(selector);
        if (field === null) continue;
        field.focus();
        field.value = text;
        for (const name of ['input', 'change']) field.dispatchEvent(new Event(name, { bubbles: true }));
      }
      document.querySelector<HTMLElement>('#login-submit')?.click();
    },
    { user: lab.user, password: lab.password },
  );
};

const bezier: WayOf = (from, to, { random }) => bezierCurve(from, to, random);

/**
 * With everything that the checks for hands are known to look at: a curve in whole pixels, presses off the middle that last, keys held and
 * let go at uneven times, Shift where a character needs it.
 */
export const likeHand =
  (wayOf: WayOf = bezier): Manner =>
  async (page, lab) => {
    await lookAtPage(lab);
    let at: Spot = { x: Math.round(lab.random.between(300, 800)), y: Math.round(lab.random.between(560, 680)) };
    const go = async (selector: string) => {
      const box = await (await page.$(selector))?.boundingBox();
      if (!box) throw new Error(`the page has no ${selector}`);
      const to = somewhereOn(box, lab.random);
      for (const { x, y, afterMs } of wayOf(at, to, lab)) {
        await pause(afterMs);
        await page.mouse.move(x, y);
      }
      at = to;
      await pause(lab.random.between(60, 180));
      await page.mouse.down();
      await pause(lab.random.between(60, 120));
      await page.mouse.up();
      await pause(lab.random.between(200, 500));
    };
    for (const [selector, text] of FIELDS(lab)) {
      await go(selector);
      await write(page, text, lab);
    }
    await go(SUBMIT);
  };

async function write(page: DrivenPage, text: string, { random }: Lab): Promise<void> {
  for (const key of text) {
    const shifted = /[A-Z@_+!]/.test(key);
    if (shifted) {
      await page.keyboard.down('Shift');
      await pause(random.between(50, 110));
    }
    await page.keyboard.down(key);
    await pause(random.logNormal(82, 0.22));
    await page.keyboard.up(key);
    if (shifted) await page.keyboard.up('Shift');
    await pause(random.logNormal(60, 0.5));
  }
}
