import { KEY_ABSENT_LOG_ODDS } from '../habit/device-risk.ts';
import type { Detector } from './detector.ts';

/**
 * A cookie that was copied into another browser comes without the key. So does that of a person who cleared one store and not the
 * other: no guilt, and never more than one oddity among others.
 */
export const deviceKeyAbsent: Detector = {
  code: 'device-key-absent',
  hypothesis: 'takeover',
  family: 'device',
  measuredOn: 'everywhere',
  reads: ['deviceKeyAbsent'],
  weigh: ({ deviceKeyAbsent }) => (deviceKeyAbsent === true ? { weight: KEY_ABSENT_LOG_ODDS, facts: {} } : null),
  cure: { deviceKeyAbsent: false },
};
