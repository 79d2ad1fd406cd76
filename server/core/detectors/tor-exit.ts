import { isKnown } from '../features/feature.ts';
import type { Detector } from './detector.ts';

/** Some people use Tor for their bank; most who do with another's password. The network's cap keeps it below REVIEW alone. */
export const torExit: Detector = {
  code: 'tor-exit',
  hypothesis: 'takeover',
  family: 'network',
  measuredOn: 'everywhere',
  reads: ['torExit', 'networkKindTrust'],
  weigh: ({ torExit, networkKindTrust: trust }) =>
    torExit === true && isKnown(trust) ? { weight: 2 * trust, facts: { trust } } : null,
  cure: { torExit: false },
};
