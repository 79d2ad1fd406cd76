import { isKnown } from '../features/feature.ts';
import type { Detector } from './detector.ts';

/** Time stamps of a debugging protocol's clock, not of a mouse or a keyboard: the tell that all tools of Chromium shared when it was measured. */
export const inputClockSynthetic: Detector = {
  code: 'input-clock-synthetic',
  hypothesis: 'bot',
  family: 'automation',
  calibration: [{ engine: 'chromium', system: 'linux' }],
  reads: ['inputClock'],
  weigh: ({ inputClock: it }) =>
    isKnown(it) && it === 'synthetic' ? { weight: 3.6, facts: { inputClock: it } } : null,
  cure: { inputClock: 'device' },
};
