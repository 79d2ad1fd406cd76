import type { Detector } from './detector.ts';

/** The account has no history here yet: said, so that nobody wonders why habits are silent; never counted against anyone. */
export const firstAccess: Detector = {
  code: 'first-access',
  hypothesis: 'takeover',
  family: 'habit',
  measuredOn: 'everywhere',
  reads: ['accountLogins'],
  weigh: ({ accountLogins }) => (accountLogins === 0 ? { weight: 0, facts: {} } : null),
  cure: { accountLogins: 1 },
};
