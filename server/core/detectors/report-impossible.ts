import type { Detector } from './detector.ts';

/** A report that no browser sends: parts that every browser has are broken (an imitation of a browser) or were never written. */
export const reportImpossible: Detector = {
  code: 'report-impossible',
  hypothesis: 'bot',
  family: 'environment',
  measuredOn: 'everywhere',
  reads: ['reportParts'],
  weigh: ({ reportParts: it }) =>
    it === 'incomplete' || it === 'broken' ? { weight: 2.9, facts: { parts: it } } : null,
  cure: { reportParts: 'whole' },
};
