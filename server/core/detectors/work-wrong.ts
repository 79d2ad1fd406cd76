import type { Detector } from './detector.ts';

/** An answer to the visit's puzzles that does not answer them. The agent sends none before it has found all: somebody made it up. */
export const workWrong: Detector = {
  code: 'work-wrong',
  hypothesis: 'bot',
  family: 'integrity',
  measuredOn: 'everywhere',
  reads: ['workDone'],
  weigh: ({ workDone }) => (workDone === 'wrong' ? { weight: 3, facts: {} } : null),
  cure: { workDone: 'done' },
};
