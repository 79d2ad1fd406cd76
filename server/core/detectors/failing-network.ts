import { isKnown, type Known } from '../features/feature.ts';
import { shareBeyondCrowd } from '../networks/crowd.ts';
import { isTranslated } from '../networks/network-kind.ts';
import { excessWeight } from '../season/excess.ts';
import type { Detector } from './detector.ts';

/** One who forgot his password tries it at his own account; a family has a few. */
const ADDRESS_ACCOUNTS_MIN = 5;
const NETWORK_ACCOUNTS_MIN = 10;
/** The wider, the more others there are: a provider's customers are only a little suspected for what one of them does. */
const ADDRESS_MAX = 2;
const NETWORK_MAX = 1.5;
const PROVIDER_MAX = 1;

const crowdless = (sharedBy: Known<number>): number => (isKnown(sharedBy) ? shareBeyondCrowd(sharedBy) : 1);

/**
 * Where logins fail more often than the site's own usual, at this hour: a share, so that a crowd, or an on-sale, is none. Where owners are
 * known to share the address or the network, what one of them does is held against nobody; nor what others of a network or provider do
 * against who comes as the account always does. An own line may have a guest: what fails at the very address counts.
 */
export const failingNetwork: Detector = {
  code: 'failing-network',
  hypothesis: 'takeover',
  family: 'velocity',
  measuredOn: 'everywhere',
  reads: [
    'addressFailureExcess',
    'addressAccounts1hCount',
    'addressSharedBy',
    'networkFailureExcess',
    'networkAccounts1hCount',
    'networkSharedBy',
    'networkKind',
    'providerFailureExcess',
    'ownKeyOrNetwork',
  ],
  weigh: it => {
    const of = (where: string, excess: Known<number>, most: number, share: number) => {
      const known = isKnown(excess) ? excess : 1;
      return { weight: Math.round(excessWeight(known, most) * share * 100) / 100, facts: { where, excess: known } };
    };
    const many = (accounts: Known<number>, least: number): number => (isKnown(accounts) && accounts >= least ? 1 : 0);
    const fixed = isTranslated(it.networkKind) ? 0 : 1;
    const others = it.ownKeyOrNetwork === true ? 0 : fixed;
    const address = fixed * many(it.addressAccounts1hCount, ADDRESS_ACCOUNTS_MIN) * crowdless(it.addressSharedBy);
    const network = others * many(it.networkAccounts1hCount, NETWORK_ACCOUNTS_MIN) * crowdless(it.networkSharedBy);
    const found = [
      of('address', it.addressFailureExcess, ADDRESS_MAX, address),
      of('network', it.networkFailureExcess, NETWORK_MAX, network),
      of('provider', it.providerFailureExcess, PROVIDER_MAX, others),
    ];
    const most = found.reduce((one, other) => (other.weight > one.weight ? other : one));
    return most.weight > 0 ? most : null;
  },
  cure: { addressFailureExcess: 1, networkFailureExcess: 1, providerFailureExcess: 1 },
};
