import type { Detector } from './detector.ts';

/** The form brought signals but no token: the collect call was blocked or forged away. Counts as no token, whatever it claims. */
export const tokenUnattested: Detector = {
  code: 'token-unattested',
  hypothesis: 'bot',
  family: 'integrity',
  measuredOn: 'everywhere',
  reads: ['token'],
  weigh: ({ token }) => (token === 'unattested' ? { weight: 3.2, facts: {} } : null),
  cure: { token: 'genuine' },
};
