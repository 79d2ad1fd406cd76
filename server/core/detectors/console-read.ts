import { isKnown } from '../features/feature.ts';
import { type Detector, LINUX_CHROMIUM, LINUX_FIREFOX } from './detector.ts';

/**
 * Somebody listens to the console: whoever drives the browser by its protocol does, and so do the developer tools, docked or not. Hence
 * it is not enough for REVIEW, whatever the window looks like: with other evidence it counts.
 */
export const consoleRead: Detector = {
  code: 'console-read',
  hypothesis: 'bot',
  family: 'automation',
  measuredOn: [LINUX_CHROMIUM, LINUX_FIREFOX],
  reads: ['consoleReader'],
  weigh: ({ consoleReader: it }) => (isKnown(it) && it !== 'nobody' ? { weight: 1.9, facts: { where: it } } : null),
  cure: { consoleReader: 'nobody' },
};
