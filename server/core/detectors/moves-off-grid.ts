import { isKnown } from '../features/feature.ts';
import { type Detector, LINUX_CHROMIUM } from './detector.ts';

/** One of 81 was off while the page was zoomed. */
const SHARE = 0.1;

/** A mouse stands on whole pixels of the device; a tool's path between two points does not. */
export const movesOffGrid: Detector = {
  code: 'moves-off-grid',
  hypothesis: 'bot',
  family: 'automation',
  measuredOn: [LINUX_CHROMIUM],
  reads: ['movesOffGridShare'],
  weigh: ({ movesOffGridShare: it }) =>
    isKnown(it) && it > SHARE ? { weight: 1.2, facts: { movesOffGridShare: it } } : null,
  cure: { movesOffGridShare: 0 },
};
