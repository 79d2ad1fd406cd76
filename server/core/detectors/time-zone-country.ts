import type { Detector } from './detector.ts';

/** Travellers and remote workers look the same: low, and never REVIEW without other evidence. */
export const timeZoneCountry: Detector = {
  code: 'time-zone-country',
  hypothesis: 'takeover',
  family: 'network',
  measuredOn: 'everywhere',
  reads: ['timeZoneFitsCountry'],
  weigh: ({ timeZoneFitsCountry }) => (timeZoneFitsCountry === false ? { weight: 1, facts: {} } : null),
  cure: { timeZoneFitsCountry: true },
};
