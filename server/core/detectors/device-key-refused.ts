import type { Detector } from './detector.ts';

/**
 * The page says that it holds a key, and its signature is of another origin, report, session or visit, or of no key at all. The
 * agent makes no such thing: somebody put it together. REVIEW by itself, for what stands between (a proxy that rewrites bodies) may.
 */
export const deviceKeyRefused: Detector = {
  code: 'device-key-refused',
  hypothesis: 'takeover',
  family: 'device',
  measuredOn: 'everywhere',
  reads: ['deviceKey'],
  weigh: ({ deviceKey }) => (deviceKey === 'refused' ? { weight: 3.5, facts: {} } : null),
  cure: { deviceKey: 'verified' },
};
