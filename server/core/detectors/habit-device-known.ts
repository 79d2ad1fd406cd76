import { isKnown } from '../features/feature.ts';
import type { Detector } from './detector.ts';

/** The proven key of a device that the account has long been used from. */
export const habitDeviceKnown: Detector = {
  code: 'habit-device-known',
  hypothesis: 'takeover',
  family: 'habit',
  measuredOn: 'everywhere',
  reads: ['habitKnownDevice'],
  weigh: ({ habitKnownDevice }) =>
    isKnown(habitKnownDevice) && habitKnownDevice < 0 ? { weight: habitKnownDevice, facts: {} } : null,
  cure: { habitKnownDevice: 0 },
};
