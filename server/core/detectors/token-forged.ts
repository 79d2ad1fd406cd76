import type { Detector } from './detector.ts';

/** The token carries no signature of ours: somebody made it up, or cut it short. */
export const tokenForged: Detector = {
  code: 'token-forged',
  hypothesis: 'bot',
  family: 'integrity',
  measuredOn: 'everywhere',
  reads: ['token'],
  weigh: ({ token }) => (token === 'forged' ? { weight: 7, facts: {} } : null),
  cure: { token: 'genuine' },
};
