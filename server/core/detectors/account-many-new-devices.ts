import { isKnown } from '../features/feature.ts';
import type { Detector } from './detector.ts';

/** Three tablets of a family, a new phone, a cleared browser and a private window in one month are six. */
const NEW_DEVICES_MAX = 6;
/** As much as a clock of another zone: with a strange network or country it asks, alone it never does. */
const WEIGHT_MAX = 1;

/**
 * One password on ever new browsers: it is passed around, or sold. Who clears everything each time is known for it by the account's own
 * habit (`habitNewDevice`), which this weighs no more than; that one's cap holds both.
 */
export const accountManyNewDevices: Detector = {
  code: 'account-many-new-devices',
  hypothesis: 'takeover',
  family: 'habit',
  measuredOn: 'everywhere',
  reads: ['accountNewDevices30dCount', 'habitNewDevice'],
  weigh: ({ accountNewDevices30dCount: devices, habitNewDevice }) => {
    if (!isKnown(devices) || devices <= NEW_DEVICES_MAX) return null;
    const unusual = isKnown(habitNewDevice) ? habitNewDevice : WEIGHT_MAX;
    return { weight: Math.min(WEIGHT_MAX, Math.max(0, unusual)), facts: { devices } };
  },
  cure: { accountNewDevices30dCount: 0 },
};
