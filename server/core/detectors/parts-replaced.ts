import { isKnown } from '../features/feature.ts';
import { type Detector, LINUX_CHROMIUM } from './detector.ts';

/**
 * Parts of the browser were replaced in the page, and so as to stay unseen. Extensions for privacy and against advertisements do so too:
 * not enough for REVIEW.
 */
export const partsReplaced: Detector = {
  code: 'parts-replaced',
  hypothesis: 'bot',
  family: 'environment',
  measuredOn: [LINUX_CHROMIUM],
  reads: ['replacedParts'],
  weigh: ({ replacedParts: it }) => (isKnown(it) && it !== 'none' ? { weight: 1.9, facts: { parts: it } } : null),
  cure: { replacedParts: 'none' },
};
