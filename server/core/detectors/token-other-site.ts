import type { Detector } from './detector.ts';

/** A true token of another site of this gate: harvested there to be used here. */
export const tokenOtherSite: Detector = {
  code: 'token-other-site',
  hypothesis: 'bot',
  family: 'integrity',
  measuredOn: 'everywhere',
  reads: ['token'],
  weigh: ({ token }) => (token === 'other-site' ? { weight: 7, facts: {} } : null),
  cure: { token: 'genuine' },
};
