import { type Detector, LINUX_CHROMIUM } from './detector.ts';

/**
 * DevTools' protocol runs scripts as if a person had asked for them: the page counts as operated, and nothing has touched it. So may an
 * extension's shortcut (Chromium's activation by extension messaging): alone OK, asked where it also sent the form.
 */
export const activatedUntouched: Detector = {
  code: 'activated-untouched',
  hypothesis: 'bot',
  family: 'automation',
  measuredOn: [LINUX_CHROMIUM],
  reads: ['activatedUntouched'],
  weigh: ({ activatedUntouched }) => (activatedUntouched === true ? { weight: 1.9, facts: {} } : null),
  cure: { activatedUntouched: false },
};
