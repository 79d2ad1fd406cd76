import type { Detector } from './detector.ts';

/** No token where the channel has one: the script did not run. A blocker, JavaScript off or no browser at all: REVIEW, never NG alone. */
export const noToken: Detector = {
  code: 'no-token',
  hypothesis: 'bot',
  family: 'integrity',
  measuredOn: 'everywhere',
  reads: ['token'],
  weigh: ({ token }) =>
    token === 'none' || token === 'expired' || token === 'report-gone' ? { weight: 3.2, facts: { token } } : null,
  cure: { token: 'genuine' },
};
