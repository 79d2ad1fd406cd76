import type { Campaign } from '../campaigns/shape-count.ts';
import type { Facts } from '../facts.ts';
import { isOwnLine } from '../networks/network-kind.ts';
import { failureExcess } from '../season/excess.ts';
import { type Feature, type Known, NOT_APPLICABLE, STATE_AWAY } from './feature.ts';
import { networkKind, saysNothing } from './network.ts';

const hundredths = (value: number): number => Math.round(value * 100) / 100;

/** At how many times as many accounts logins failed, within an hour, as they usually do on this site at this hour: 1 is the usual. */
const excessOf = (who: 'address' | 'network'): Feature<number> => ({
  provenance: 'observed',
  derive: facts => {
    if (saysNothing(facts)) return NOT_APPLICABLE;
    const { remembered, pulse } = facts;
    if (remembered === null) return STATE_AWAY;
    if (pulse === null || pulse.usualShare === null) return NOT_APPLICABLE;
    const accounts = remembered[who]?.distincts ?? {};
    const [tried, failed] = [accounts['tried']?.['1h'] ?? 0, accounts['failed']?.['1h'] ?? 0];
    return hundredths(failureExcess(tried, failed, pulse.usualShare));
  },
});

export const addressFailureExcess: Feature<number> = excessOf('address');
export const networkFailureExcess: Feature<number> = excessOf('network');
export const providerFailureExcess: Feature<number> = {
  provenance: 'observed',
  derive: facts => {
    const excess = facts.pulse?.providerExcess ?? null;
    return saysNothing(facts) || excess === null ? NOT_APPLICABLE : hundredths(excess);
  },
};

/** Of the campaign that logins of this shape are; its shape is what they show, so that another one costs nothing. */
const ofCampaign = <T extends string | number>(
  none: T,
  read: (campaign: NonNullable<NonNullable<Facts['pulse']>['campaign']>) => Known<T>,
): Feature<T> => ({
  provenance: 'claimed',
  derive: ({ pulse }) => (pulse === null || pulse.campaign === null ? none : read(pulse.campaign)),
});
/** Nor is it told how large one without a name is: two accounts with the same number would have the same password. */
const ofNamed = (none: number, read: (campaign: Campaign) => number): Feature<number> =>
  ofCampaign(none, it => (it.id === null ? NOT_APPLICABLE : read(it)));

export const campaign: Feature<string> = ofCampaign('none', it => it.id ?? 'unnamed');
export const campaignAccounts1hCount: Feature<number> = ofNamed(0, it => it.accounts);
export const campaignAddresses1hCount: Feature<number> = ofNamed(0, it => it.addresses);
export const campaignFailureExcess: Feature<number> = ofNamed(1, it => hundredths(it.excess));

/** Neither a device nor a network of the account's, which has a history; a browser may keep its own key to itself. */
export const stranger: Feature<boolean> = {
  provenance: 'claimed',
  derive: ({ remembered, habit }) => (remembered === null ? STATE_AWAY : (habit?.stranger ?? NOT_APPLICABLE)),
};
/** The account's key proved itself, or it comes from a fixed network that the account has long been used from. */
export const ownKeyOrNetwork: Feature<boolean> = {
  provenance: 'observed',
  derive: facts => {
    const { remembered, habit } = facts;
    if (remembered === null) return STATE_AWAY;
    if (habit === null) return NOT_APPLICABLE;
    return habit.proven || (habit.address.seen === 'settled' && isOwnLine(networkKind.derive(facts)));
  },
};
/** Accounts at which strangers failed, while more of them did than people ever do; 0: no more. */
export const strangersFailed24hCount: Feature<number> = {
  provenance: 'observed',
  derive: ({ pulse }) => pulse?.strangers?.accounts ?? 0,
};
export const strangersFailureExcess: Feature<number> = {
  provenance: 'observed',
  derive: ({ pulse }) => hundredths(pulse?.strangers?.excess ?? 1),
};
