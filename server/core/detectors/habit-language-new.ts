import { isKnown } from '../features/feature.ts';
import type { Detector } from './detector.ts';

/** Languages that no browser of the account ever asked for. */
export const habitLanguageNew: Detector = {
  code: 'habit-language-new',
  hypothesis: 'takeover',
  family: 'habit',
  measuredOn: 'everywhere',
  reads: ['habitLanguages'],
  weigh: ({ habitLanguages }) =>
    isKnown(habitLanguages) && habitLanguages > 0 ? { weight: habitLanguages, facts: {} } : null,
  cure: { habitLanguages: 0 },
};
