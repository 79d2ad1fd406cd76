import { isKnown } from '../features/feature.ts';
import { type Detector, LINUX_CHROMIUM } from './detector.ts';

/** A window that is larger than its screen is a strange sight and no more, where nothing keeps windows on the screen. */
const OUTSIZED = 1.2;

/** Sizes that only an emulated viewport has. Measured on Chromium under Linux alone, so active there alone. */
export const impossibleWindowGeometry: Detector = {
  code: 'impossible-window-geometry',
  hypothesis: 'bot',
  family: 'environment',
  measuredOn: [LINUX_CHROMIUM],
  reads: ['windowGeometry'],
  weigh: ({ windowGeometry: it }) =>
    isKnown(it) && it !== 'possible'
      ? { weight: it === 'outer-exceeds-screen' ? OUTSIZED : 2.7, facts: { geometry: it } }
      : null,
  cure: { windowGeometry: 'possible' },
};
