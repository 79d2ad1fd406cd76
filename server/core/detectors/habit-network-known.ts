import { isKnown } from '../features/feature.ts';
import type { Detector } from './detector.ts';

/** A network, or at least a provider, that the account has long been used from, and few others of the site are. */
export const habitNetworkKnown: Detector = {
  code: 'habit-network-known',
  hypothesis: 'takeover',
  family: 'network',
  measuredOn: 'everywhere',
  reads: ['habitAddress'],
  weigh: ({ habitAddress }) => (isKnown(habitAddress) && habitAddress < 0 ? { weight: habitAddress, facts: {} } : null),
  cure: { habitAddress: 0 },
};
