import type { Detector } from './detector.ts';

/** Boxes do not lie where every engine that lays pages out puts them: by its own word no browser did (jsdom, happy-dom, a script). */
export const layoutWrong: Detector = {
  code: 'layout-wrong',
  hypothesis: 'bot',
  family: 'environment',
  measuredOn: 'everywhere',
  reads: ['layoutAnswer'],
  weigh: ({ layoutAnswer }) => (layoutAnswer === 'wrong' ? { weight: 2.9, facts: {} } : null),
  cure: { layoutAnswer: 'right' },
};
