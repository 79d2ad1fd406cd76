import { isKnown } from '../features/feature.ts';
import type { Detector } from './detector.ts';

/**
 * The request names itself a crawler, an agent or a tool. A name proves nothing, and some people read the web under a crawler's:
 * alone it is REVIEW; with anything else against it, NG.
 */
export const programNamed: Detector = {
  code: 'program-named',
  hypothesis: 'bot',
  family: 'automation',
  measuredOn: 'everywhere',
  reads: ['programNamed'],
  weigh: ({ programNamed: it }) => (isKnown(it) && it !== 'none' ? { weight: 4.5, facts: { kind: it } } : null),
  cure: { programNamed: 'none' },
};
