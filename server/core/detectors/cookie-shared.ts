import { isKnown } from '../features/feature.ts';
import { COOKIE_KEYS_MAX } from '../features/velocity.ts';
import type { Detector } from './detector.ts';

/**
 * A cache that keeps Set-Cookie hands one browser's cookie to thousands. Against nobody; said, so that an operator sees it: rising
 * `sekisho_reasons_total{code="cookie-shared"}` is the alarm, `npm run doctor` finds the cause.
 */
export const cookieShared: Detector = {
  code: 'cookie-shared',
  hypothesis: 'takeover',
  family: 'device',
  measuredOn: 'everywhere',
  reads: ['cookieKeys24hCount'],
  weigh: ({ cookieKeys24hCount: keys }) =>
    isKnown(keys) && keys > COOKIE_KEYS_MAX ? { weight: 0, facts: { keys } } : null,
  cure: { cookieKeys24hCount: 1 },
};
