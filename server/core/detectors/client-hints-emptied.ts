import { type Detector, LINUX_CHROMIUM } from './detector.ts';

/**
 * A user agent given from outside leaves UA-CH empty: a command line, DevTools' protocol, and apps around a web view, which is why
 * only desktop Chromium counts.
 */
export const clientHintsEmptied: Detector = {
  code: 'client-hints-emptied',
  hypothesis: 'bot',
  family: 'environment',
  measuredOn: [LINUX_CHROMIUM],
  reads: ['clientHints'],
  weigh: ({ clientHints: it }) => (it === 'emptied' ? { weight: 2.7, facts: {} } : null),
  cure: { clientHints: 'agree' },
};
