import type { Page } from 'playwright-core';
import { filled, likeHand, type Manner, typed, typedWithDelay } from '../manners.ts';
import type { Lab, Visitor } from '../visitor.ts';
import { driven } from './driven.ts';
import { playwrightPage } from './opened-browsers.ts';

const headless = (lab: Lab) => playwrightPage(lab, { headless: true });
const headful = (lab: Lab) => playwrightPage(lab, { headless: false });
const hidden = (lab: Lab) => playwrightPage(lab, { headless: false, hidden: true });
const emulated = (device: string) => (lab: Lab) => playwrightPage(lab, { headless: true, hidden: true }, { device });

const pressedSequentially: Manner<Page> = async (page, lab) => {
  await page.locator('#username').pressSequentially(lab.user, { delay: 90 });
  await page.locator('#password').pressSequentially(lab.password, { delay: 90 });
  await page.locator('#login-submit').click();
};

const tapped: Manner<Page> = async (page, lab) => {
  await page.tap('#username');
  await page.keyboard.type(lab.user, { delay: 80 });
  await page.tap('#password');
  await page.keyboard.type(lab.password, { delay: 80 });
  await page.tap('#login-submit');
};

export const PLAYWRIGHT: readonly Visitor[] = [
  driven('playwright headless, filled', headless, filled),
  driven('playwright headless, typed', headless, typed),
  driven('playwright headful, filled', headful, filled),
  driven('playwright headful hidden, filled', hidden, filled),
  driven('playwright headful hidden, pressSequentially', hidden, pressedSequentially),
  driven('playwright headful hidden, typed with delay', hidden, typedWithDelay),
  driven('playwright headful hidden, curves', hidden, likeHand()),
  driven('playwright as iPhone 15', emulated('iPhone 15'), tapped),
  driven('playwright as Pixel 7', emulated('Pixel 7'), tapped),
];
