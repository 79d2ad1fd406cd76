import type { Detector } from './detector.ts';

/** From abroad, and with no language of home: a visitor, or somebody else. Claimed, so it only adds, and little. */
export const foreignLanguage: Detector = {
  code: 'foreign-language',
  hypothesis: 'takeover',
  family: 'network',
  measuredOn: 'everywhere',
  reads: ['countryForeign', 'languagesForeign'],
  weigh: ({ countryForeign, languagesForeign }) =>
    countryForeign === true && languagesForeign === true ? { weight: 0.5, facts: {} } : null,
  cure: { languagesForeign: false },
};
