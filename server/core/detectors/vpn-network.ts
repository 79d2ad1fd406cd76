import { weightLeft } from '../networks/weight-left.ts';
import type { Detector } from './detector.ts';

/** People use them too, at work and against being watched: little weight, and none where owners are known to come from there. */
export const vpnNetwork: Detector = {
  code: 'vpn-network',
  hypothesis: 'takeover',
  family: 'network',
  measuredOn: 'everywhere',
  reads: ['vpn', 'torExit', 'networkKindTrust', 'addressSharedBy'],
  weigh: features => {
    const { vpn, torExit } = features;
    const left = vpn === true && torExit !== true ? weightLeft(features) : 0;
    return left === 0 ? null : { weight: 0.8 * left, facts: { left } };
  },
  cure: { vpn: false },
};
