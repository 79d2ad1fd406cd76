import type { Detector } from './detector.ts';

/** Fraud was done from this browser on this account, or a person of the security team said so. */
export const deviceFraudulent: Detector = {
  code: 'device-fraudulent',
  hypothesis: 'takeover',
  family: 'device',
  measuredOn: 'everywhere',
  reads: ['deviceStatus'],
  weigh: ({ deviceStatus }) => (deviceStatus === 'fraudulent' ? { weight: 4, facts: {} } : null),
  cure: { deviceStatus: 'active' },
};
