import { isKnown } from '../features/feature.ts';
import type { Detector } from './detector.ts';

/** A page is read, or at least seen, before it is sent; a manager's auto-submit is as quick as a bot: low. */
const INSTANT_MS = 1000;

export const submitInstant: Detector = {
  code: 'submit-instant',
  hypothesis: 'bot',
  family: 'hands',
  measuredOn: 'everywhere',
  reads: ['submitMs'],
  weigh: ({ submitMs }) =>
    isKnown(submitMs) && submitMs < INSTANT_MS ? { weight: 0.8, facts: { submitMs: Math.round(submitMs) } } : null,
  cure: { submitMs: INSTANT_MS },
};
