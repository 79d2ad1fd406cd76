import type { Detector } from './detector.ts';

/** The report came from another page than the one that was sent: a relay that shows the owner a copy of the site. */
export const tokenOtherOrigin: Detector = {
  code: 'token-other-origin',
  hypothesis: 'takeover',
  family: 'integrity',
  measuredOn: 'everywhere',
  reads: ['tokenOrigin'],
  weigh: ({ tokenOrigin }) => (tokenOrigin === 'other' ? { weight: 7, facts: {} } : null),
  cure: { tokenOrigin: 'same' },
};
