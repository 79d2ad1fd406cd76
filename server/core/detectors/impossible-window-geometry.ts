import { isKnown } from '../features/feature.ts';
import { type Detector, LINUX_CHROMIUM } from './detector.ts';

/** Sizes that only an emulated viewport has. Measured on Chromium under Linux alone, so active there alone. */
export const impossibleWindowGeometry: Detector = {
  code: 'impossible-window-geometry',
  hypothesis: 'bot',
  family: 'environment',
  measuredOn: [LINUX_CHROMIUM],
  reads: ['windowGeometry'],
  weigh: ({ windowGeometry: it }) =>
    isKnown(it) && it !== 'possible' ? { weight: 2.7, facts: { geometry: it } } : null,
  cure: { windowGeometry: 'possible' },
};
