import type { PuppeteerNode } from 'puppeteer-core';
import type { Spot } from '../drawn-curves.ts';
import {
  type DrivenPage,
  filled,
  filledByScript,
  likeHand,
  type Manner,
  typed,
  typedWithDelay,
  type WayOf,
} from '../manners.ts';
import { tool } from '../tools.ts';
import type { Lab, Visitor } from '../visitor.ts';
import { driven } from './driven.ts';
import { launchedPage, playwrightPage, puppeteerPage, type Start } from './opened-browsers.ts';

type Extra = PuppeteerNode & { use(plugin: unknown): Extra };

async function stealthPage(lab: Lab, start: Start) {
  const { addExtra } = await tool<{ addExtra(over: PuppeteerNode): Extra }>('puppeteer-extra');
  const stealth = await tool<() => unknown>('puppeteer-extra-plugin-stealth');
  return launchedPage(lab, start, addExtra(await tool<PuppeteerNode>('puppeteer-24')).use(stealth()));
}

const HEADLESS: Start = { headless: true };
const HEADFUL: Start = { headless: false };
const HIDDEN: Start = { headless: false, hidden: true };
const stealth = (start: Start) => (lab: Lab) => stealthPage(lab, start);
const patchright = (start: Start) => (lab: Lab) => playwrightPage(lab, start, { name: 'patchright-core' });
const rebrowser = (start: Start) => (lab: Lab) => puppeteerPage(lab, start, 'rebrowser-puppeteer-core');
const rebrowserPlaywright = (start: Start) => (lab: Lab) =>
  playwrightPage(lab, start, { name: 'rebrowser-playwright-core' });
const puppeteer = (lab: Lab) => puppeteerPage(lab, HIDDEN);

type Cursor = { click(selector: string, options: object): Promise<void> };
type GhostCursor = {
  createCursor(page: DrivenPage): Cursor;
  path(from: Spot, to: Spot, options: { useTimestamps: false }): readonly Spot[];
};

/** As its own users use it: it moves, presses and waits; the keys are the tool's. */
const byGhostCursor: Manner = async (page, lab) => {
  const { createCursor } = await tool<GhostCursor>('ghost-cursor');
  const cursor = createCursor(page);
  const go = (selector: string) => cursor.click(selector, { hesitate: 120, waitForClick: 80 });
  await go('#username');
  await page.type('#username', lab.user, { delay: 95 });
  await go('#password');
  await page.type('#password', lab.password, { delay: 95 });
  await go('#login-submit');
};

/** Its paths alone, in whole pixels and uneven steps, under another tool's hands. */
const ghostWay = async (): Promise<WayOf> => {
  const { path } = await tool<GhostCursor>('ghost-cursor');
  return (from, to, { random }) =>
    path(from, to, { useTimestamps: false }).map(({ x, y }) => ({
      x: Math.round(x),
      y: Math.round(y),
      afterMs: random.between(4, 12),
    }));
};
const alongGhostPaths: Manner = async (page, lab) => likeHand(await ghostWay())(page, lab);

export const HIDING_FORKS: readonly Visitor[] = [
  driven('puppeteer stealth headless, typed with delay', stealth(HEADLESS), typedWithDelay),
  driven('puppeteer stealth headful, typed with delay', stealth(HIDDEN), typedWithDelay),
  driven('puppeteer stealth headful, curves', stealth(HIDDEN), likeHand()),
  driven('patchright headless, filled', patchright(HEADLESS), filled),
  driven('patchright headful, filled', patchright(HIDDEN), filled),
  driven('patchright headful, filled by script', patchright(HIDDEN), filledByScript),
  driven('patchright headful, typed with delay', patchright(HIDDEN), typedWithDelay),
  driven('patchright headful, curves', patchright(HIDDEN), likeHand(), { short: true }),
  driven('patchright headful, ghost-cursor paths', patchright(HIDDEN), alongGhostPaths),
  driven('rebrowser-puppeteer headless, typed', rebrowser(HEADLESS), typed),
  driven('rebrowser-puppeteer headful, typed with delay', rebrowser(HEADFUL), typedWithDelay),
  driven('rebrowser-puppeteer headful hidden, curves', rebrowser(HIDDEN), likeHand()),
  driven('rebrowser-playwright headful, filled', rebrowserPlaywright(HEADFUL), filled),
  driven('rebrowser-playwright headful hidden, typed with delay', rebrowserPlaywright(HIDDEN), typedWithDelay),
  driven('ghost-cursor over puppeteer headful hidden', puppeteer, byGhostCursor),
  driven('ghost-cursor over rebrowser headful hidden', rebrowser(HIDDEN), byGhostCursor),
];
