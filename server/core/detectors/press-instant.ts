import { isKnown } from '../features/feature.ts';
import { type Detector, LINUX_CHROMIUM } from './detector.ts';

/** Milliseconds: a finger takes 40 at the least. */
const SHORT_MS = 5;

/** Presses that end as they begin. Assistive devices press by a click alone and are not counted; some remote desktops are fast: with nothing else it stays OK. */
export const pressInstant: Detector = {
  code: 'press-instant',
  hypothesis: 'bot',
  family: 'automation',
  measuredOn: [LINUX_CHROMIUM],
  reads: ['pressMsP90'],
  weigh: ({ pressMsP90: it }) => (isKnown(it) && it <= SHORT_MS ? { weight: 1.6, facts: { pressMsP90: it } } : null),
  cure: { pressMsP90: 90 },
};
