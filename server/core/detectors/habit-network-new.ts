import { isKnown } from '../features/feature.ts';
import type { Detector } from './detector.ts';

/** A network that the account was not used from, weighed against how many of the site come from there. Who moves house or sits in a train is no thief: it takes more to ask. */
export const habitNetworkNew: Detector = {
  code: 'habit-network-new',
  hypothesis: 'takeover',
  family: 'network',
  measuredOn: 'everywhere',
  reads: ['habitAddress', 'habitCountry'],
  weigh: ({ habitAddress, habitCountry }) =>
    isKnown(habitAddress) && habitAddress > 0 && habitCountry !== 'never' ? { weight: habitAddress, facts: {} } : null,
  cure: { habitAddress: 0 },
};
