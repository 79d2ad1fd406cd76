import type { Detector } from './detector.ts';

/** Made in another session than it is used in. A second tab whose session was renewed looks the same: REVIEW alone. */
export const tokenOtherSession: Detector = {
  code: 'token-other-session',
  hypothesis: 'bot',
  family: 'integrity',
  measuredOn: 'everywhere',
  reads: ['tokenSession'],
  weigh: ({ tokenSession }) => (tokenSession === 'other' ? { weight: 3.2, facts: {} } : null),
  cure: { tokenSession: 'same' },
};
