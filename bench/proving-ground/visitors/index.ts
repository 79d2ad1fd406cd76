import type { Visitor } from '../visitor.ts';
import { DESKTOP_INPUT } from './desktop-input.ts';
import { HIDING_FORKS } from './hiding-forks.ts';
import { NOT_HERE } from './not-here.ts';
import { PEOPLE } from './people.ts';
import { PLAYWRIGHT } from './playwright.ts';
import { PUPPETEER } from './puppeteer.ts';
import { SELENIUM } from './selenium.ts';
import { SIMULATED_DOM } from './simulated-dom.ts';
import { WITHOUT_BROWSER } from './without-browser.ts';

/** Every row of the proving ground. */
export const VISITORS: readonly Visitor[] = [
  ...PUPPETEER,
  ...PLAYWRIGHT,
  ...SELENIUM,
  ...HIDING_FORKS,
  ...SIMULATED_DOM,
  ...WITHOUT_BROWSER,
  ...DESKTOP_INPUT,
  ...NOT_HERE,
  ...PEOPLE,
];
