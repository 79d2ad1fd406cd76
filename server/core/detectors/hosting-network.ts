import { weightLeft } from '../networks/weight-left.ts';
import type { Detector } from './detector.ts';

/** Where servers stand nobody lives; what comes from there is a program, a VPN, or a company's gateway, whose people are soon known. */
export const hostingNetwork: Detector = {
  code: 'hosting-network',
  hypothesis: 'takeover',
  family: 'network',
  measuredOn: 'everywhere',
  reads: ['hosting', 'vpn', 'torExit', 'networkKindTrust', 'addressSharedBy'],
  weigh: features => {
    const { hosting, vpn, torExit } = features;
    const left = hosting === true && vpn !== true && torExit !== true ? weightLeft(features) : 0;
    return left === 0 ? null : { weight: 1.2 * left, facts: { left } };
  },
  cure: { hosting: false },
};
