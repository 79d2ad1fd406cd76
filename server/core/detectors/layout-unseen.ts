import type { Detector } from './detector.ts';

/**
 * Neither the boxes nor the frame for them were seen: so it is with a script that posts reports without a browser, with a policy of the
 * page that keeps the second script out, and in slow networks. Which of them is rare the site's own visits show (decision 018).
 */
export const layoutUnseen: Detector = {
  code: 'layout-unseen',
  hypothesis: 'bot',
  family: 'environment',
  measuredOn: [],
  reads: ['layoutAnswer'],
  weigh: ({ layoutAnswer }) => (layoutAnswer === 'unseen' ? { weight: 2.6, facts: {} } : null),
  cure: { layoutAnswer: 'right' },
};
