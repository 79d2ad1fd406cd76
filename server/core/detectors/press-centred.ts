import { isKnown } from '../features/feature.ts';
import { type Detector, LINUX_CHROMIUM } from './detector.ts';

/** Tools press at the very middle of an element. Switch control may, too: with nothing else it stays OK. */
export const pressCentred: Detector = {
  code: 'press-centred',
  hypothesis: 'bot',
  family: 'automation',
  measuredOn: [LINUX_CHROMIUM],
  reads: ['pressesCentred'],
  weigh: ({ pressesCentred: it }) => (isKnown(it) && it ? { weight: 1.8, facts: { pressesCentred: it } } : null),
  cure: { pressesCentred: false },
};
