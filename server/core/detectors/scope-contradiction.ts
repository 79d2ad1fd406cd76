import { isKnown } from '../features/feature.ts';
import type { Detector } from './detector.ts';

/**
 * What automation puts into a page to hide itself reaches no worker. Privacy extensions change the page alone too: REVIEW at the most.
 */
export const scopeContradiction: Detector = {
  code: 'scope-contradiction',
  hypothesis: 'bot',
  family: 'environment',
  measuredOn: 'everywhere',
  reads: ['scopeAgreement'],
  weigh: ({ scopeAgreement: it }) => (isKnown(it) && it !== 'agree' ? { weight: 2.9, facts: { differs: it } } : null),
  cure: { scopeAgreement: 'agree' },
};
