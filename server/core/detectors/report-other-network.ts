import { isKnown } from '../features/feature.ts';
import { weightLeft } from '../networks/weight-left.ts';
import type { Detector } from './detector.ts';

/** Older, and people have gone elsewhere with the page open. */
const TOKEN_AGE_MS_MAX = 30 * 60_000;

/**
 * The page was opened on one provider's lines and its form comes from another's, within the half-hour: who relays a login shows the owner
 * the page, and sends the form himself. Of a line with two providers, or a VPN just switched on, too: never a question by itself.
 */
export const reportOtherNetwork: Detector = {
  code: 'report-other-network',
  hypothesis: 'takeover',
  family: 'network',
  measuredOn: 'everywhere',
  reads: ['reportNetwork', 'tokenAgeMs', 'networkKindTrust', 'addressSharedBy'],
  weigh: features => {
    const { reportNetwork: moved, tokenAgeMs } = features;
    if (!isKnown(moved) || moved === 'same' || !isKnown(tokenAgeMs) || tokenAgeMs > TOKEN_AGE_MS_MAX) return null;
    const weight = moved === 'servers' ? 0.8 + 0.8 * weightLeft(features) : 0.8;
    return { weight: Math.round(weight * 100) / 100, facts: { to: moved } };
  },
  cure: { reportNetwork: 'same' },
};
