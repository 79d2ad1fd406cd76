import { isKnown } from '../features/feature.ts';
import type { Detector } from './detector.ts';

/**
 * It says the name of a registered program and is not that. Some people borrow a search engine's name, and a new address of an aggregator
 * may not be registered yet: REVIEW, together with the name as such (`program-named`) too; with anything else against it, NG.
 */
export const programContradicted: Detector = {
  code: 'program-contradicted',
  hypothesis: 'bot',
  family: 'automation',
  measuredOn: 'everywhere',
  reads: ['programContradicted', 'programNamed'],
  weigh: ({ programContradicted: it, programNamed: named }) =>
    it === true ? { weight: isKnown(named) && named !== 'none' ? 0.6 : 4.5, facts: {} } : null,
  cure: { programContradicted: false },
};
