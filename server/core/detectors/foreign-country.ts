import { isKnown } from '../features/feature.ts';
import type { Detector } from './detector.ts';

/** Travellers and expatriates: little, and nothing where the operator did not say which countries are home. */
export const foreignCountry: Detector = {
  code: 'foreign-country',
  hypothesis: 'takeover',
  family: 'network',
  measuredOn: 'everywhere',
  reads: ['countryForeign', 'country'],
  weigh: ({ countryForeign, country }) =>
    countryForeign === true && isKnown(country) ? { weight: 0.8, facts: { country } } : null,
  cure: { countryForeign: false },
};
