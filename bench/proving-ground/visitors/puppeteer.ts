import { filledByScript, likeHand, typed, typedWithDelay } from '../manners.ts';
import type { Lab, Visitor } from '../visitor.ts';
import { driven } from './driven.ts';
import { connectedPage, firefoxPage, puppeteerPage } from './opened-browsers.ts';

const headless = (lab: Lab) => puppeteerPage(lab, { headless: true });
const hiddenHeadless = (lab: Lab) => puppeteerPage(lab, { headless: true, hidden: true });
const headful = (lab: Lab) => puppeteerPage(lab, { headless: false });
const hidden = (lab: Lab) => puppeteerPage(lab, { headless: false, hidden: true });
const olderHidden = (lab: Lab) => puppeteerPage(lab, { headless: false, hidden: true }, 'puppeteer-24');
const firefoxHeadless = (lab: Lab) => firefoxPage(lab, true);
const firefoxHeadful = (lab: Lab) => firefoxPage(lab, false);
const FIREFOX = { needs: ['firefox', 'xvfb'] } as const;

export const PUPPETEER: readonly Visitor[] = [
  driven('puppeteer headless, typed', headless, typed, { short: true }),
  driven('puppeteer headless hidden, typed with delay', hiddenHeadless, typedWithDelay),
  driven('puppeteer headful, typed', headful, typed),
  driven('puppeteer headful hidden, typed', hidden, typed),
  driven('puppeteer headful hidden, typed with delay', hidden, typedWithDelay),
  driven('puppeteer headful hidden, filled by script', hidden, filledByScript),
  driven('puppeteer headful hidden, curves', hidden, likeHand()),
  driven('puppeteer 24 headful hidden, typed with delay', olderHidden, typedWithDelay),
  driven('puppeteer connected to a plain browser, typed', connectedPage, typed),
  driven('puppeteer connected, typed with delay', connectedPage, typedWithDelay),
  driven('puppeteer connected, filled by script', connectedPage, filledByScript),
  driven('puppeteer connected, curves', connectedPage, likeHand()),
  driven('Firefox BiDi headless, typed', firefoxHeadless, typed, FIREFOX),
  driven('Firefox BiDi headful, typed with delay', firefoxHeadful, typedWithDelay, FIREFOX),
  driven('Firefox BiDi headful, curves', firefoxHeadful, likeHand(), FIREFOX),
];
