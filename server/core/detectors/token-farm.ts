import { isKnown } from '../features/feature.ts';
import type { Detector, EvidenceFacts } from './detector.ts';

/**
 * A counter's tablet or a school's PC has hundreds of accounts a day, on the network that it made its tokens on, or on the one that IPv4
 * takes; a traveller many networks and one account. Both in a day are machines that log in with what one browser makes.
 */
const ACCOUNTS_MIN = 20;
const NETWORKS_MIN = 10;
/** Kept for minutes while the same browser's were spent for so many others: nobody holds so many pages open for people in a queue. */
export const STOCK_ACCOUNTS_MIN = 3;
const STOCKED_MIN = 3;
/** A REVIEW; both together nearly an NG, for which a tell of another kind must speak. */
const WEIGHT = 3;
const WEIGHT_OF_BOTH = 5;

/** Absolute limits: they hold from the first minute of an empty server. Only of tokens that are spent on another network than made. */
export const tokenFarm: Detector = {
  code: 'token-farm',
  hypothesis: 'bot',
  family: 'velocity',
  measuredOn: 'everywhere',
  reads: [
    'tokenMintedOn',
    'browserAccounts24hCount',
    'browserAwayNetworks24hCount',
    'browserStocked24hCount',
    'accountsSinceMintCount',
  ],
  weigh: it => {
    const { browserAccounts24hCount: accounts, browserAwayNetworks24hCount: networks } = it;
    const { browserStocked24hCount: stocked, accountsSinceMintCount: since, tokenMintedOn } = it;
    if (tokenMintedOn !== 'other-network') return null;
    const spread = isKnown(accounts) && isKnown(networks) && accounts >= ACCOUNTS_MIN && networks >= NETWORKS_MIN;
    const stock = isKnown(stocked) && isKnown(since) && stocked >= STOCKED_MIN && since >= STOCK_ACCOUNTS_MIN;
    if (!spread && !stock) return null;
    const facts: EvidenceFacts = { ...(spread && { accounts, networks }), ...(stock && { stocked, since }) };
    return { weight: spread && stock ? WEIGHT_OF_BOTH : WEIGHT, facts };
  },
  cure: { tokenMintedOn: 'same' },
};
