import { type Detector, LINUX_CHROMIUM, LINUX_FIREFOX } from './detector.ts';

/** Headless browsers have no pointer at all; under X11 even a machine without a mouse has one. Not enough for REVIEW. */
export const noPointingDevice: Detector = {
  code: 'no-pointing-device',
  hypothesis: 'bot',
  family: 'environment',
  measuredOn: [LINUX_CHROMIUM, LINUX_FIREFOX],
  reads: ['pointingDevice'],
  weigh: ({ pointingDevice }) => (pointingDevice === false ? { weight: 1.9, facts: {} } : null),
  cure: { pointingDevice: true },
};
