import { isKnown } from '../features/feature.ts';
import type { Detector } from './detector.ts';

/** UA-CH contradicts itself. `mobile` alone is not enough for REVIEW: tablets and desktop pages on phones are many kinds. */
export const clientHintsContradiction: Detector = {
  code: 'client-hints-contradiction',
  hypothesis: 'bot',
  family: 'environment',
  measuredOn: 'everywhere',
  reads: ['clientHints'],
  weigh: ({ clientHints: it }) =>
    isKnown(it) && it !== 'agree' && it !== 'emptied'
      ? { weight: it === 'mobile' ? 1.9 : 2.7, facts: { differs: it } }
      : null,
  cure: { clientHints: 'agree' },
};
