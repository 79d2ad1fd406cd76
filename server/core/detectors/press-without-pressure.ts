import { isKnown } from '../features/feature.ts';
import { type Detector, LINUX_CHROMIUM } from './detector.ts';

/** Puppeteer and chromedriver press with a pressure of 0. So did Safari once, and so do screen readers: there it is not measured, and does not count. */
export const pressWithoutPressure: Detector = {
  code: 'press-without-pressure',
  hypothesis: 'bot',
  family: 'automation',
  measuredOn: [LINUX_CHROMIUM],
  reads: ['pressesWithoutPressure'],
  weigh: ({ pressesWithoutPressure: it }) =>
    isKnown(it) && it > 0 ? { weight: 2.7, facts: { pressesWithoutPressure: it } } : null,
  cure: { pressesWithoutPressure: 0 },
};
