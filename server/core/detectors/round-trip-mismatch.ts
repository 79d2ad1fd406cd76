import { isKnown } from '../features/feature.ts';
import type { Detector } from './detector.ts';

/** Radio links and busy pages add a tenth of a second to the quickest answer of a page; half-way around the world is two tenths. */
const EXCESS_MS_MIN = 200;

/**
 * The gate's answers take much longer to reach the page than the connection's own round trip: whoever ends the connection is not who sees
 * the page (Kondracki et al., Catching Transparent Phish, CCS 2021). What stands behind a site's edge adds to it as well, and a relay near
 * its victim hides: in shadow until the site's own owners have shown that theirs is below (decision 018).
 */
export const roundTripMismatch: Detector = {
  code: 'round-trip-mismatch',
  hypothesis: 'takeover',
  family: 'network',
  measuredOn: [],
  reads: ['roundTripExcessMs'],
  weigh: ({ roundTripExcessMs: ms }) =>
    isKnown(ms) && ms >= EXCESS_MS_MIN ? { weight: 1.5, facts: { excessMs: ms } } : null,
  cure: { roundTripExcessMs: 0 },
};
