import { isKnown } from '../features/feature.ts';
import { type Detector, LINUX_CHROMIUM } from './detector.ts';

/** A keyboard that writes capitals with neither Shift nor Caps Lock is none. */
export const capitalsWithoutShift: Detector = {
  code: 'capitals-without-shift',
  hypothesis: 'bot',
  family: 'automation',
  measuredOn: [LINUX_CHROMIUM],
  reads: ['capitalsWithoutShift'],
  weigh: ({ capitalsWithoutShift: it }) =>
    isKnown(it) && it > 0 ? { weight: 2.7, facts: { capitalsWithoutShift: it } } : null,
  cure: { capitalsWithoutShift: 0 },
};
