import type { Detector } from './detector.ts';

/** Scripts run and nothing is laid out or styled: an imitation of a browser (jsdom, happy-dom). https://www.w3.org/TR/cssom-1/#dom-window-getcomputedstyle */
export const pageNotLaidOut: Detector = {
  code: 'page-not-laid-out',
  hypothesis: 'bot',
  family: 'environment',
  measuredOn: 'everywhere',
  reads: ['laidOut'],
  weigh: ({ laidOut }) => (laidOut === false ? { weight: 2.9, facts: {} } : null),
  cure: { laidOut: true },
};
