import { isKnown } from '../features/feature.ts';
import type { Detector } from './detector.ts';

/** The browser's languages contradict one another, or the header. Language switchers change one of the two: never REVIEW alone. */
export const languagesContradiction: Detector = {
  code: 'languages-contradiction',
  hypothesis: 'bot',
  family: 'environment',
  measuredOn: 'everywhere',
  reads: ['languagesAgreement'],
  weigh: ({ languagesAgreement: it }) =>
    isKnown(it) && it !== 'agree' ? { weight: 1.6, facts: { differs: it } } : null,
  cure: { languagesAgreement: 'agree' },
};
