import assert from 'node:assert/strict';
import { type AsnKind, asnKind } from '../../../server/core/networks/asn-kind.ts';

const KINDS: readonly (readonly [AsnKind, number, string])[] = [
  ['hosting', 16509, 'Amazon.com, Inc.'],
  ['hosting', 24940, 'Hetzner Online GmbH'],
  ['hosting', 9370, 'SAKURA Internet Inc.'],
  ['hosting', 14061, 'DigitalOcean, LLC'],
  ['hosting', 64500, 'Example Data Center LLC'],
  ['vpn', 39351, '31173 Services AB'],
  ['vpn', 64500, 'Example VPN Ltd'],
  ['education', 2501, 'The University of Tokyo'],
  ['education', 2907, 'Research Organization of Information and Systems, National Institute of Informatics'],
  ['mobile', 9605, 'NTT DOCOMO, INC.'],
  ['mobile', 21928, 'T-Mobile USA, Inc.'],
  ['consumer', 4713, 'NTT Communications Corporation'],
  ['consumer', 2516, 'KDDI CORPORATION'],
  ['consumer', 17676, 'SoftBank Corp.'],
  ['consumer', 7922, 'Comcast Cable Communications, LLC'],
  ['other', 13335, 'Cloudflare, Inc.'],
  ['other', 36183, 'Akamai Technologies, Inc.'],
  ['other', 64500, 'Example Bank plc'],
  ['other', 64500, ''],
];

describe('the kind of a network', () => {
  for (const [kind, number, name] of KINDS) {
    it(`is ${kind} of ${name || 'one without a name'}`, () => assert.equal(asnKind(number, name), kind));
  }
});
