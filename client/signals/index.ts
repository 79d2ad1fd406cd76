import type { FirstSignals } from '../../shared/wire/signals.ts';
import type { Collectors } from '../collect.ts';
import { engine } from './engine.ts';
import { hardware } from './hardware.ts';
import { languages } from './languages.ts';
import { layout } from './layout.ts';
import { pageOrigin } from './page-origin.ts';
import { permissions } from './permissions.ts';
import { platform } from './platform.ts';
import { plugins } from './plugins.ts';
import { screen } from './screen.ts';
import { timeZone } from './time-zone.ts';
import { touch } from './touch.ts';
import { userAgent } from './user-agent.ts';
import { userAgentData } from './user-agent-data.ts';
import { webdriver } from './webdriver.ts';
import { window } from './window.ts';

/** In the order of need: collected from the top, and what does not fit is shed from the end. */
export const signals = {
  webdriver,
  pageOrigin,
  engine,
  userAgent,
  userAgentData,
  platform,
  window,
  screen,
  touch,
  layout,
  timeZone,
  languages,
  hardware,
  permissions,
  plugins,
} satisfies Collectors<FirstSignals>;
