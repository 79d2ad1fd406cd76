import { type Detector, LINUX_CHROMIUM, LINUX_FIREFOX } from './detector.ts';

/** Headers in an order that this engine does not write. Proxies and header extensions write them anew: never REVIEW alone. */
export const headerOrder: Detector = {
  code: 'header-order',
  hypothesis: 'bot',
  family: 'environment',
  measuredOn: [LINUX_CHROMIUM, LINUX_FIREFOX],
  reads: ['headerOrder'],
  weigh: ({ headerOrder: it }) => (it === 'differs' ? { weight: 1.6, facts: {} } : null),
  cure: { headerOrder: 'fits' },
};
