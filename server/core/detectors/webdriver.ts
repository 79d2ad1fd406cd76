import type { Detector } from './detector.ts';

/**
 * The browser says that it is under automation: https://www.w3.org/TR/webdriver2/#interface.
 * False positives near 0; hidden by the stealthier tools.
 */
export const webdriver: Detector = {
  code: 'webdriver',
  hypothesis: 'bot',
  family: 'automation',
  measuredOn: 'everywhere',
  reads: ['webdriver'],
  weigh: features => (features.webdriver === true ? { weight: 6.5, facts: {} } : null),
  cure: { webdriver: false },
};
