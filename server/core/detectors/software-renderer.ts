import { type Detector, LINUX_CHROMIUM } from './detector.ts';

/** Headless and automated Chromium draws without a graphics unit. Older ones in virtual machines did so too: it only adds. */
export const softwareRenderer: Detector = {
  code: 'software-renderer',
  hypothesis: 'bot',
  family: 'environment',
  measuredOn: [LINUX_CHROMIUM],
  reads: ['swiftShader'],
  weigh: ({ swiftShader }) => (swiftShader === true ? { weight: 0.9, facts: {} } : null),
  cure: { swiftShader: false },
};
