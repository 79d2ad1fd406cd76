import type { Detector } from './detector.ts';

/** Constants of two engines at once: no browser has them. User agent switchers change some of them: REVIEW at the most. */
export const engineConstantsMixed: Detector = {
  code: 'engine-constants-mixed',
  hypothesis: 'bot',
  family: 'environment',
  measuredOn: 'everywhere',
  reads: ['engineConstants'],
  weigh: ({ engineConstants: it }) => (it === 'mixed' ? { weight: 2.9, facts: {} } : null),
  cure: { engineConstants: 'agree' },
};
