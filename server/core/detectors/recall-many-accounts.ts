import { isKnown } from '../features/feature.ts';
import type { Detector } from './detector.ts';

/** Who clears everything between accounts shows one image all the same. A family in private windows is a few, an office has known PCs. */
const ACCOUNTS_MIN = 20;

/**
 * Browsers that neither key nor cookie tells, all of one image that few known devices have. Counted for no crowd (iPhones, PCs cloned
 * from one image that the site knows); on a site that is new, or small, a popular model looks like this too, so that it is in shadow
 * until the site's own visits have shown how often. The image is claimed: another one costs nothing, so little weight.
 */
export const recallManyAccounts: Detector = {
  code: 'recall-many-accounts',
  hypothesis: 'bot',
  family: 'velocity',
  measuredOn: [],
  reads: ['recallAccounts24hCount'],
  weigh: ({ recallAccounts24hCount: accounts }) =>
    isKnown(accounts) && accounts >= ACCOUNTS_MIN ? { weight: 1, facts: { accounts } } : null,
  cure: { recallAccounts24hCount: 0 },
};
