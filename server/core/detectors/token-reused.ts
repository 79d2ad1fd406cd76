import type { Detector } from './detector.ts';

/** One token twice for one account: later, or from another address. A phone that changed networks, or a replay: REVIEW at the most, with all the low evidence of hands and age beside it. */
export const tokenReused: Detector = {
  code: 'token-reused',
  hypothesis: 'bot',
  family: 'integrity',
  measuredOn: 'everywhere',
  reads: ['tokenUse'],
  weigh: ({ tokenUse }) => (tokenUse === 'reused' ? { weight: 2.7, facts: {} } : null),
  cure: { tokenUse: 'first' },
};
