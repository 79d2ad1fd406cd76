import { isKnown } from '../features/feature.ts';
import type { Detector } from './detector.ts';

/** A round trip that the account's connections never had: a proxy near its home is far from who uses it (Wiefling et al. 2022). */
export const habitRoundTripUnusual: Detector = {
  code: 'habit-round-trip-unusual',
  hypothesis: 'takeover',
  family: 'network',
  measuredOn: 'everywhere',
  reads: ['habitRoundTrip'],
  weigh: ({ habitRoundTrip }) =>
    isKnown(habitRoundTrip) && habitRoundTrip > 0 ? { weight: habitRoundTrip, facts: {} } : null,
  cure: { habitRoundTrip: 0 },
};
