import type { Detector } from './detector.ts';

/** One token twice for one account: later, or from another address. A phone that changed networks, or a replay: REVIEW at the most. */
export const tokenReused: Detector = {
  code: 'token-reused',
  hypothesis: 'bot',
  family: 'integrity',
  calibration: 'everywhere',
  reads: ['tokenUse'],
  weigh: ({ tokenUse }) => (tokenUse === 'reused' ? { weight: 3, facts: {} } : null),
  cure: { tokenUse: 'first' },
};
