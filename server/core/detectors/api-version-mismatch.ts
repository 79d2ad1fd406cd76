import { type Detector, LINUX_CHROMIUM, LINUX_FIREFOX } from './detector.ts';

/**
 * The browser lacks what its version has, or has what came later. Automation lags behind the names it takes; people who try
 * experimental features, and makers of forks, are rare: REVIEW at the most.
 */
export const apiVersionMismatch: Detector = {
  code: 'api-version-mismatch',
  hypothesis: 'bot',
  family: 'environment',
  measuredOn: [LINUX_CHROMIUM, LINUX_FIREFOX],
  reads: ['apiVersion'],
  weigh: ({ apiVersion: it }) => (it === 'older' || it === 'newer' ? { weight: 2.7, facts: { browser: it } } : null),
  cure: { apiVersion: 'fits' },
};
