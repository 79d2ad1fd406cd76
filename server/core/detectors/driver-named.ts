import { isKnown } from '../features/feature.ts';
import { type Detector, LINUX_CHROMIUM } from './detector.ts';

/**
 * The names that chromedriver and Playwright give to what they put into each page. A page could make them up for its visitors: alone it is
 * REVIEW; with anything else against it, NG.
 */
export const driverNamed: Detector = {
  code: 'driver-named',
  hypothesis: 'bot',
  family: 'automation',
  measuredOn: [LINUX_CHROMIUM],
  reads: ['driverNamed'],
  weigh: ({ driverNamed: it }) => (isKnown(it) && it !== 'none' ? { weight: 4.5, facts: { driver: it } } : null),
  cure: { driverNamed: 'none' },
};
