import type { Detector } from './detector.ts';

/** The form was sent though no key, press or paste was seen. Password managers that submit by themselves do so too: low. */
export const submitWithoutInteraction: Detector = {
  code: 'submit-without-interaction',
  hypothesis: 'bot',
  family: 'hands',
  measuredOn: 'everywhere',
  reads: ['interactions'],
  weigh: ({ interactions }) => (interactions === 0 ? { weight: 1, facts: {} } : null),
  cure: { interactions: 1 },
};
