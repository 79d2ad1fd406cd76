import type { Detector } from './detector.ts';

/** The page says no and a frame or a worker of it says yes: the browser is under automation, and somebody hid it. */
export const webdriverDenied: Detector = {
  code: 'webdriver-denied',
  hypothesis: 'bot',
  family: 'automation',
  measuredOn: 'everywhere',
  reads: ['webdriverDenied'],
  weigh: ({ webdriverDenied }) => (webdriverDenied === true ? { weight: 6, facts: {} } : null),
  cure: { webdriverDenied: false },
};
