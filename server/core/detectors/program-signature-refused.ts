import { isKnown } from '../features/feature.ts';
import type { Detector } from './detector.ts';

/** A late signature may be a clock that is wrong; the others are made, copied or sent on by somebody. */
const WEIGHTS = { expired: 0.5, incomplete: 1, 'other-authority': 3, invalid: 3, replayed: 3 } as const;

/** The request names a registered program's key, and its signature does not hold. Alone it asks; it is no person's browser. */
export const programSignatureRefused: Detector = {
  code: 'program-signature-refused',
  hypothesis: 'bot',
  family: 'automation',
  measuredOn: 'everywhere',
  reads: ['programSignature'],
  weigh: ({ programSignature: it }) =>
    isKnown(it) && it !== 'none' && it !== 'verified' ? { weight: WEIGHTS[it], facts: { signature: it } } : null,
  cure: { programSignature: 'none' },
};
