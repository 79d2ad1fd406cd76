import { isKnown } from '../features/feature.ts';
import { type Detector, LINUX_CHROMIUM } from './detector.ts';

/** Time stamps of a debugging protocol's clock, not of a mouse or a keyboard: the tell that all tools of Chromium shared when it was measured. */
export const inputClockSynthetic: Detector = {
  code: 'input-clock-synthetic',
  hypothesis: 'bot',
  family: 'automation',
  measuredOn: [LINUX_CHROMIUM],
  reads: ['inputClock'],
  weigh: ({ inputClock: it }) =>
    isKnown(it) && it === 'synthetic' ? { weight: 3.6, facts: { inputClock: it } } : null,
  cure: { inputClock: 'device' },
};
