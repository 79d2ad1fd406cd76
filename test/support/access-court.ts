import { UNCALIBRATED } from '../../server/core/calibration.ts';
import { DETECTORS } from '../../server/core/detectors/index.ts';
import type { Court } from '../../server/core/judge.ts';
import { UNLISTED } from '../../server/core/lists/list-index.ts';
import { readPolicy } from '../../server/read-policy.ts';

const POLICY = readPolicy('access');

/** The default policy over all detectors. */
export const accessCourt = (change: Partial<Court> = {}): Court => ({
  detectors: DETECTORS,
  detectorsOff: new Set(),
  calibration: UNCALIBRATED,
  policy: POLICY,
  action: 'login',
  lists: UNLISTED,
  ...change,
});
