import { isKnown } from '../features/feature.ts';
import type { Detector } from './detector.ts';

/** With what habits say of a stranger it is a REVIEW; nothing against who shows anything of the account. */
const WEIGHT = 1.2;

/**
 * A login that shows nothing of its account, while such logins fail all over the site: a list of passwords is worked off, however slowly.
 * Of the habits' family: it says how much their stranger weighs now, and is held to what they may say, for he may be an owner still.
 */
export const strangersFailing: Detector = {
  code: 'strangers-failing',
  hypothesis: 'takeover',
  family: 'habit',
  measuredOn: 'everywhere',
  reads: ['stranger', 'strangersFailed24hCount', 'strangersFailureExcess'],
  weigh: ({ stranger, strangersFailed24hCount: accounts, strangersFailureExcess: excess }) =>
    stranger === true && isKnown(accounts) && isKnown(excess) && excess > 1
      ? { weight: WEIGHT, facts: { accounts, excess } }
      : null,
  cure: { stranger: false },
};
