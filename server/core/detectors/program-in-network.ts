import { isKnown } from '../features/feature.ts';
import type { Detector } from './detector.ts';

/** A registered program, told by where it comes from: as good as whoever assigns those addresses. The policy's line for its kind decides. */
export const programInNetwork: Detector = {
  code: 'program-in-network',
  hypothesis: 'bot',
  family: 'automation',
  measuredOn: 'everywhere',
  reads: ['programInNetwork'],
  weigh: ({ programInNetwork: it }) => (isKnown(it) && it !== 'none' ? { weight: 8, facts: { kind: it } } : null),
  cure: { programInNetwork: 'none' },
};
