import { isKnown } from '../features/feature.ts';
import type { Detector } from './detector.ts';

/** That there is one at all, beside how much of its shape's tries are its own. */
const WEIGHT = 1.2;
/** A REVIEW for who has nothing that speaks for him; an owner of the same browser, at a device that is known, is let in. */
const WEIGHT_MAX = 3.4;
/** Of one that is told by the password alone, however large: the weight in a record would tell which one it is. A REVIEW as well. */
const WEIGHT_UNNAMED = 3.2;

/**
 * Logins of one shape (core/campaigns) that fail at account after account, from wherever they come: one campaign. Whoever works a list
 * off has neither the key nor the line of each of its accounts: an owner of that shape, at either, is none of it.
 */
export const loginCampaign: Detector = {
  code: 'login-campaign',
  hypothesis: 'takeover',
  family: 'velocity',
  measuredOn: 'everywhere',
  reads: [
    'campaign',
    'campaignAccounts1hCount',
    'campaignAddresses1hCount',
    'campaignFailureExcess',
    'ownKeyOrNetwork',
  ],
  weigh: it => {
    const { campaign, campaignAccounts1hCount: accounts, campaignAddresses1hCount: addresses } = it;
    const { campaignFailureExcess: excess } = it;
    if (!isKnown(campaign) || campaign === 'none' || it.ownKeyOrNetwork === true) return null;
    if (campaign === 'unnamed') return { weight: WEIGHT_UNNAMED, facts: { campaign } };
    if (!isKnown(accounts) || !isKnown(addresses) || !isKnown(excess)) return null;
    const weight = Math.min(WEIGHT_MAX, WEIGHT + Math.log(Math.max(1, excess)));
    return { weight: Math.round(weight * 100) / 100, facts: { campaign, accounts, addresses, excess } };
  },
  cure: { campaign: 'none' },
};
