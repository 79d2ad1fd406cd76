import { isKnown, type Known } from '../features/feature.ts';
import { shareBeyondCrowd } from '../networks/crowd.ts';
import type { NetworkKind } from '../networks/network-kind.ts';
import { excessWeight } from '../season/excess.ts';
import type { Detector } from './detector.ts';

/** One who forgot his password tries it at his own account; a family has a few. */
const ADDRESS_ACCOUNTS_MIN = 5;
const NETWORK_ACCOUNTS_MIN = 10;
/** The wider, the more others there are: a provider's customers are only a little suspected for what one of them does. */
const ADDRESS_MAX = 2;
const NETWORK_MAX = 1.5;
const PROVIDER_MAX = 1;

/** A carrier's translator and a relay stand before thousands, also before any of them is known as an owner. */
const isTranslated = (kind: Known<NetworkKind>): boolean => kind === 'mobile' || kind === 'relay';

const crowdless = (sharedBy: Known<number>): number => (isKnown(sharedBy) ? shareBeyondCrowd(sharedBy) : 1);

/**
 * Where logins fail more often than the site's own usual, at this hour: a share, so that a crowd, or an on-sale, is none. Where owners are
 * known to share the address or the network, what one of them does is held against nobody.
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
  ],
  weigh: it => {
    const of = (where: string, excess: Known<number>, most: number, share: number) => {
      const known = isKnown(excess) ? excess : 1;
      return { weight: Math.round(excessWeight(known, most) * share * 100) / 100, facts: { where, excess: known } };
    };
    const many = (accounts: Known<number>, least: number): number => (isKnown(accounts) && accounts >= least ? 1 : 0);
    const own = isTranslated(it.networkKind) ? 0 : 1;
    const address = own * many(it.addressAccounts1hCount, ADDRESS_ACCOUNTS_MIN) * crowdless(it.addressSharedBy);
    const network = own * many(it.networkAccounts1hCount, NETWORK_ACCOUNTS_MIN) * crowdless(it.networkSharedBy);
    const found = [
      of('address', it.addressFailureExcess, ADDRESS_MAX, address),
      of('network', it.networkFailureExcess, NETWORK_MAX, network),
      of('provider', it.providerFailureExcess, PROVIDER_MAX, own),
    ];
    const most = found.reduce((one, other) => (other.weight > one.weight ? other : one));
    return most.weight > 0 ? most : null;
  },
  cure: { addressFailureExcess: 1, networkFailureExcess: 1, providerFailureExcess: 1 },
};
