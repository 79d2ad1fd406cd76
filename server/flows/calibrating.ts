import { isOwnersVisit } from '../core/calibration.ts';
import type { Detector } from '../core/detectors/detector.ts';
import type { Calibrations } from '../ports/calibrations.ts';
import type { ScreeningRecord } from '../ports/records.ts';

/**
 * Counts a login with a key that something strong spoke for, in enforce mode. What was answered to it makes no difference: tells that
 * ask or refuse owners are those to be found. A wrong password does not either: the key says whose browser it is.
 */
export function noteOwnersVisit(
  calibrations: Calibrations,
  detectors: readonly Detector[],
  { siteId, action, mode, keyId, features, evidence }: ScreeningRecord,
): void {
  if (action !== 'login' || mode !== 'enforce' || keyId === null) return;
  if (isOwnersVisit(detectors, features, evidence)) calibrations.note(siteId, keyId, features);
}
