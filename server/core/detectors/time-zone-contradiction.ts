import type { Detector } from './detector.ts';

/** The zone that is named never had this clock. Extensions that fake the zone for privacy's sake do it half too: not enough for REVIEW. */
export const timeZoneContradiction: Detector = {
  code: 'time-zone-contradiction',
  hypothesis: 'bot',
  family: 'environment',
  measuredOn: 'everywhere',
  reads: ['timeZonePast'],
  weigh: ({ timeZonePast: it }) => (it === 'differs' ? { weight: 2.2, facts: {} } : null),
  cure: { timeZonePast: 'fits' },
};
