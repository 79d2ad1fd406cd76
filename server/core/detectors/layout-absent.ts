import type { Detector } from './detector.ts';

/** The report does not speak of the boxes, as only an agent of before them does: little, and one oddity among others. */
export const layoutAbsent: Detector = {
  code: 'layout-absent',
  hypothesis: 'bot',
  family: 'environment',
  measuredOn: 'everywhere',
  reads: ['layoutAnswer'],
  weigh: ({ layoutAnswer }) => (layoutAnswer === 'absent' ? { weight: 1.2, facts: {} } : null),
  cure: { layoutAnswer: 'right' },
};
