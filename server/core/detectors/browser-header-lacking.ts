import { isKnown } from '../features/feature.ts';
import type { Detector } from './detector.ts';

/** A header that every browser sends is not there. A backend may hand over less than it got: never REVIEW alone. */
export const browserHeaderLacking: Detector = {
  code: 'browser-header-lacking',
  hypothesis: 'bot',
  family: 'environment',
  measuredOn: 'everywhere',
  reads: ['lackingHeader'],
  weigh: ({ lackingHeader: it }) => (isKnown(it) && it !== 'none' ? { weight: 1.6, facts: { header: it } } : null),
  cure: { lackingHeader: 'none' },
};
