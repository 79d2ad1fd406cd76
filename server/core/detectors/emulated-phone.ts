import { isKnown } from '../features/feature.ts';
import { countDoubts } from '../features/phone.ts';
import type { Detector } from './detector.ts';

/** By the number of doubts. */
const WEIGHTS = [1.2, 2.6, 3];

/** A phone by name with a computer's parts. One alone never asks for more; developers who emulate phones have two: REVIEW at the most. */
export const emulatedPhone: Detector = {
  code: 'emulated-phone',
  hypothesis: 'bot',
  family: 'environment',
  measuredOn: 'everywhere',
  reads: ['phoneDoubts'],
  weigh: ({ phoneDoubts: it }) =>
    isKnown(it) && it !== 'none'
      ? { weight: WEIGHTS[Math.min(countDoubts(it), WEIGHTS.length) - 1] ?? 0, facts: { doubts: it } }
      : null,
  cure: { phoneDoubts: 'none' },
};
