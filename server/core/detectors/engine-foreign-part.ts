import { isKnown } from '../features/feature.ts';
import { type Detector, LINUX_CHROMIUM, LINUX_FIREFOX } from './detector.ts';

/** What only another engine has: a report put together from two browsers. Read off two engines, so active on them alone. */
export const engineForeignPart: Detector = {
  code: 'engine-foreign-part',
  hypothesis: 'bot',
  family: 'environment',
  measuredOn: [LINUX_CHROMIUM, LINUX_FIREFOX],
  reads: ['foreignPart'],
  weigh: ({ foreignPart: it }) => (isKnown(it) && it !== 'none' ? { weight: 2.9, facts: { part: it } } : null),
  cure: { foreignPart: 'none' },
};
