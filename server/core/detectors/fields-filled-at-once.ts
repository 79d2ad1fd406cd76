import { isKnown } from '../features/feature.ts';
import { type Detector, LINUX_CHROMIUM } from './detector.ts';

/** A field got its text at once, as Playwright's fill does it. Dictation may, too: with nothing else it stays OK. */
export const fieldsFilledAtOnce: Detector = {
  code: 'fields-filled-at-once',
  hypothesis: 'bot',
  family: 'hands',
  measuredOn: [LINUX_CHROMIUM],
  reads: ['fieldsFilledAtOnce'],
  weigh: ({ fieldsFilledAtOnce: it }) =>
    isKnown(it) && it > 0 ? { weight: 1, facts: { fieldsFilledAtOnce: it } } : null,
  cure: { fieldsFilledAtOnce: 0 },
};
