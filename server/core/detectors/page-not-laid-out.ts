import type { Detector } from './detector.ts';

/**
 * Scripts run and the page, though shown, has no size: an imitation of a browser (jsdom, happy-dom: read off both).
 * https://www.w3.org/TR/cssom-view-1/#dom-element-getboundingclientrect
 */
export const pageNotLaidOut: Detector = {
  code: 'page-not-laid-out',
  hypothesis: 'bot',
  family: 'environment',
  measuredOn: 'everywhere',
  reads: ['laidOut'],
  weigh: ({ laidOut }) => (laidOut === false ? { weight: 2.9, facts: {} } : null),
  cure: { laidOut: true },
};
