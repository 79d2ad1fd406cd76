import { isKnown } from '../features/feature.ts';
import { weightLeft } from '../networks/weight-left.ts';
import type { Detector } from './detector.ts';

/**
 * The session goes on from another provider than its login came from, by no phone and no relay: a stolen session does. So does who takes a
 * laptop from the office home: never a question by itself.
 */
export const sessionOtherNetwork: Detector = {
  code: 'session-other-network',
  hypothesis: 'takeover',
  family: 'network',
  measuredOn: 'everywhere',
  reads: ['sessionNetwork', 'networkKindTrust', 'addressSharedBy'],
  weigh: features => {
    const { sessionNetwork: moved } = features;
    if (!isKnown(moved) || moved === 'same') return null;
    const weight = moved === 'servers' ? 1.2 + 0.8 * weightLeft(features) : 1.2;
    return { weight: Math.round(weight * 100) / 100, facts: { to: moved } };
  },
  cure: { sessionNetwork: 'same' },
};
