import { NETWORK_FLAGS, type NetworkFlag } from '../../../shared/wire/views.ts';

const FEATURES = {
  hosting: 'hosting',
  vpn: 'vpn',
  tor: 'torExit',
  relay: 'privateRelay',
  proxy: 'addressIsProxy',
  private: 'addressPrivate',
} as const satisfies Record<NetworkFlag, string>;

/** By what was derived of a screening, also in a stored record. */
export const networkFlagsOf = (features: Readonly<Record<string, unknown>>): readonly NetworkFlag[] =>
  NETWORK_FLAGS.filter(it => features[FEATURES[it]] === true);
