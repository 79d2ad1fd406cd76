import { isKnown } from '../features/feature.ts';
import type { Detector } from './detector.ts';

/** An hour at which the account is never used, on a clock that goes around: one sleepless night asks nobody. */
export const habitHourUnusual: Detector = {
  code: 'habit-hour-unusual',
  hypothesis: 'takeover',
  family: 'habit',
  measuredOn: 'everywhere',
  reads: ['habitHour'],
  weigh: ({ habitHour }) => (isKnown(habitHour) && habitHour > 0 ? { weight: habitHour, facts: {} } : null),
  cure: { habitHour: 0 },
};
