import type { Detector } from './detector.ts';

/** One token for several accounts, or again and again: what harvested tokens are made for. */
export const tokenAbused: Detector = {
  code: 'token-abused',
  hypothesis: 'bot',
  family: 'integrity',
  measuredOn: 'everywhere',
  reads: ['tokenUse'],
  weigh: ({ tokenUse }) => (tokenUse === 'abused' ? { weight: 7, facts: {} } : null),
  cure: { tokenUse: 'first' },
};
