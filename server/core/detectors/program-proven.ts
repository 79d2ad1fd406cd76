import { isKnown } from '../features/feature.ts';
import type { Detector } from './detector.ts';

/** A registered program that proved itself. It is no person, and says so: what that means for an action, the policy's line for its kind says. */
export const programProven: Detector = {
  code: 'program-proven',
  hypothesis: 'bot',
  family: 'automation',
  measuredOn: 'everywhere',
  reads: ['programProven'],
  weigh: ({ programProven: it }) => (isKnown(it) && it !== 'none' ? { weight: 8, facts: { kind: it } } : null),
  cure: { programProven: 'none' },
};
