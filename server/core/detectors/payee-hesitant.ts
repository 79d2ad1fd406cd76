import { isKnown } from '../features/feature.ts';
import type { Detector } from './detector.ts';

/** Three minutes over one form: who reads an account number off a bill needs less than two. */
const HESITATES_MS = 180_000;

/**
 * Somebody the account never paid, an account number that was pasted, minutes over the form: so do people who are told on the phone what to
 * do, and so do careful ones. Half a step for each, and no question by itself.
 */
export const payeeHesitant: Detector = {
  code: 'payee-hesitant',
  hypothesis: 'takeover',
  family: 'hands',
  measuredOn: 'everywhere',
  reads: ['payeeKnown', 'pastes', 'submitMs'],
  weigh: ({ payeeKnown, pastes, submitMs }) => {
    if (payeeKnown !== false) return null;
    const pasted = isKnown(pastes) && pastes > 0;
    const hesitated = isKnown(submitMs) && submitMs >= HESITATES_MS;
    if (!pasted && !hesitated) return null;
    return { weight: (pasted ? 0.5 : 0) + (hesitated ? 0.5 : 0), facts: { pasted, hesitated } };
  },
  cure: { payeeKnown: true },
};
