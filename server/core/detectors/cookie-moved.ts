import { isKnown } from '../features/feature.ts';
import type { Detector } from './detector.ts';

/** Through these people come from anywhere. */
const ANYWHERE: readonly unknown[] = ['mobile', 'relay'];

/**
 * The cookie of the account's device comes without the device's key, and from a provider that the account was never used from: as one that
 * was copied out of the browser does. Who cleared half of a browser's data and is on a journey is asked, too.
 */
export const cookieMoved: Detector = {
  code: 'cookie-moved',
  hypothesis: 'takeover',
  family: 'device',
  measuredOn: 'everywhere',
  reads: ['deviceKeyAbsent', 'habitProvider', 'networkKind'],
  weigh: ({ deviceKeyAbsent, habitProvider, networkKind: kind }) =>
    deviceKeyAbsent === true && habitProvider === 'never' && isKnown(kind) && !ANYWHERE.includes(kind)
      ? { weight: 1.5, facts: { kind } }
      : null,
  cure: { deviceKeyAbsent: false },
};
