import type { Detector } from './detector.ts';

/** The browser names itself headless, or an imitation of a browser: one command line flag hides it, and most do not bother. */
export const headlessUserAgent: Detector = {
  code: 'headless-user-agent',
  hypothesis: 'bot',
  family: 'automation',
  measuredOn: 'everywhere',
  reads: ['headlessNamed'],
  weigh: ({ headlessNamed }) => (headlessNamed === true ? { weight: 6, facts: {} } : null),
  cure: { headlessNamed: false },
};
