import type { Detector } from './detector.ts';

/**
 * The site asked for work, and the form came without. So do those of people whose manager sends them at once, and of pages without
 * workers (plain http, a policy): next to nothing.
 */
export const workAbsent: Detector = {
  code: 'work-absent',
  hypothesis: 'bot',
  family: 'integrity',
  measuredOn: 'everywhere',
  reads: ['workDone'],
  weigh: ({ workDone }) => (workDone === 'absent' ? { weight: 0.4, facts: {} } : null),
  cure: { workDone: 'done' },
};
