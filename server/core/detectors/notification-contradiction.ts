import { type Detector, LINUX_CHROMIUM } from './detector.ts';

/** One setting with two answers: what stealth plugins leave (`denied` and `default`). Measured on desktop Chromium alone. */
export const notificationContradiction: Detector = {
  code: 'notification-contradiction',
  hypothesis: 'bot',
  family: 'environment',
  measuredOn: [LINUX_CHROMIUM],
  reads: ['notificationAgreement'],
  weigh: ({ notificationAgreement }) => (notificationAgreement === false ? { weight: 2.2, facts: {} } : null),
  cure: { notificationAgreement: true },
};
