import { isKnown } from '../features/feature.ts';
import type { Detector } from './detector.ts';

/** The browser names itself differently in different places. People with user agent switchers do too: REVIEW at the most alone. */
export const userAgentMismatch: Detector = {
  code: 'user-agent-mismatch',
  hypothesis: 'bot',
  family: 'environment',
  measuredOn: 'everywhere',
  reads: ['userAgentAgreement'],
  weigh: ({ userAgentAgreement: it }) =>
    isKnown(it) && it !== 'agree' ? { weight: 2.9, facts: { differs: it } } : null,
  cure: { userAgentAgreement: 'agree' },
};
