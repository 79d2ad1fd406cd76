import { isKnown } from '../features/feature.ts';
import type { Detector } from './detector.ts';

/** Neither key nor cookie is of a device that the account was used from; weighed by how often that was so before. */
export const habitDeviceNew: Detector = {
  code: 'habit-device-new',
  hypothesis: 'takeover',
  family: 'habit',
  measuredOn: 'everywhere',
  reads: ['habitNewDevice'],
  weigh: ({ habitNewDevice }) =>
    isKnown(habitNewDevice) && habitNewDevice > 0 ? { weight: habitNewDevice, facts: {} } : null,
  cure: { habitNewDevice: 0 },
};
