import type { Detector } from './detector.ts';

/** The report does not say where the boxes lie, though its page was looked at otherwise: what cannot lay them out keeps silent. */
export const layoutAbsent: Detector = {
  code: 'layout-absent',
  hypothesis: 'bot',
  family: 'environment',
  measuredOn: 'everywhere',
  reads: ['layoutAnswer'],
  weigh: ({ layoutAnswer }) => (layoutAnswer === 'absent' ? { weight: 2.9, facts: {} } : null),
  cure: { layoutAnswer: 'right' },
};
