import { isKnown } from '../features/feature.ts';
import { type Detector, LINUX_CHROMIUM } from './detector.ts';

const JUMP_PX = 50;

/** The pointer's first move comes from somewhere the page never saw, as a tool's does under a window. */
export const pointerJump: Detector = {
  code: 'pointer-jump',
  hypothesis: 'bot',
  family: 'automation',
  measuredOn: [LINUX_CHROMIUM],
  reads: ['firstStepPx'],
  weigh: ({ firstStepPx: it }) => (isKnown(it) && it > JUMP_PX ? { weight: 0.8, facts: { firstStepPx: it } } : null),
  cure: { firstStepPx: 0 },
};
