import { isKnown } from '../features/feature.ts';
import { type Detector, LINUX_CHROMIUM } from './detector.ts';

/**
 * A window that is larger than its screen is a strange sight and no more, where nothing keeps windows on the screen; one without a frame
 * may have been caught while it was laid out.
 */
const WEIGHTS = {
  'inner-exceeds-outer': 2.7,
  'screen-is-viewport': 2.7,
  'no-frame': 1.9,
  'outer-exceeds-screen': 1.2,
} as const;

/** Sizes that only an emulated viewport has. Measured on Chromium under Linux alone, so active there alone. */
export const impossibleWindowGeometry: Detector = {
  code: 'impossible-window-geometry',
  hypothesis: 'bot',
  family: 'environment',
  measuredOn: [LINUX_CHROMIUM],
  reads: ['windowGeometry'],
  weigh: ({ windowGeometry: it }) =>
    isKnown(it) && it !== 'possible' ? { weight: WEIGHTS[it], facts: { geometry: it } } : null,
  cure: { windowGeometry: 'possible' },
};
