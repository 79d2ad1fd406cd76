import { isKnown } from '../features/feature.ts';
import type { Detector } from './detector.ts';

/** A country that the account was never used from. Travellers bring the device they have at home, and that outweighs it. */
export const habitCountryNew: Detector = {
  code: 'habit-country-new',
  hypothesis: 'takeover',
  family: 'network',
  measuredOn: 'everywhere',
  reads: ['habitAddress', 'habitCountry'],
  weigh: ({ habitAddress, habitCountry }) =>
    isKnown(habitAddress) && habitAddress > 0 && habitCountry === 'never' ? { weight: habitAddress, facts: {} } : null,
  cure: { habitAddress: 0 },
};
