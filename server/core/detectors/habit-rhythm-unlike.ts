import { isKnown } from '../features/feature.ts';
import type { Detector } from './detector.ts';

/**
 * Typed unlike the account's confirmed logins. What a page tells of typing knows a stranger four times of ten, at one false alarm in a
 * hundred (npm run bench:keystrokes): it tips a scale, and never asks by itself.
 */
export const habitRhythmUnlike: Detector = {
  code: 'habit-rhythm-unlike',
  hypothesis: 'takeover',
  family: 'habit',
  measuredOn: 'everywhere',
  reads: ['habitRhythm'],
  weigh: ({ habitRhythm }) => (isKnown(habitRhythm) && habitRhythm > 0 ? { weight: habitRhythm, facts: {} } : null),
  cure: { habitRhythm: 0 },
};
