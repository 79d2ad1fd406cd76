import assert from 'node:assert/strict';
import type { Facts } from '../../../server/core/facts.ts';
import type { NetworkPoint } from '../../../server/core/networks/moved.ts';
import { evidenceOf } from '../../support/evidence-of.ts';
import { listed, onNetwork } from '../../support/networks.ts';
import { addressIn, personFacts } from '../../support/person-facts.ts';

const HOME: NetworkPoint = { family: 4, asn: 64_500, kind: 'consumer' };
const postedFrom = (point: NetworkPoint | null, change: Partial<Facts> = {}): number | undefined => {
  const facts = personFacts(change);
  const report = facts.report && { ...facts.report, postedFrom: point };
  return evidenceOf('report-other-network', { ...facts, report })?.weight;
};

describe('detector report-other-network', () => {
  it('speaks of another provider’s lines, and more of servers', () => {
    assert.equal(postedFrom({ ...HOME, asn: 64_999 }), 0.8);
    assert.equal(postedFrom(HOME, { address: onNetwork('hosting') }), 1.6);
  });

  it('is silent on the provider that the page was opened on', () => {
    assert.equal(postedFrom(HOME), undefined);
  });

  it('compares no IPv4 with an IPv6, no phone, no relay, and nothing unknown', () => {
    assert.equal(postedFrom({ ...HOME, family: 6, asn: 64_999 }), undefined);
    for (const kind of ['mobile', 'relay', 'other', null] as const) {
      assert.equal(postedFrom({ ...HOME, asn: 64_999, kind }), undefined, `${kind}`);
    }
    assert.equal(postedFrom(HOME, { address: onNetwork('mobile') }), undefined);
    assert.equal(postedFrom(HOME, { address: listed('relay') }), undefined);
    assert.equal(postedFrom(HOME, { address: addressIn(null) }), undefined);
    assert.equal(postedFrom(null), undefined);
  });

  it('is silent on who switches a VPN off, and behind a proxy that most people come through', () => {
    assert.equal(postedFrom({ ...HOME, asn: 64_999, kind: 'vpn' }), undefined);
    assert.equal(postedFrom({ ...HOME, asn: 64_999 }, { addressIsProxy: true }), undefined);
  });

  it('is silent half an hour later: people go elsewhere with the page open', () => {
    const token = (minutes: number) => ({ state: 'genuine', ageMs: minutes * 60_000, use: 'first' }) as const;
    assert.equal(postedFrom({ ...HOME, asn: 64_999 }, { token: token(29) }), 0.8);
    assert.equal(postedFrom({ ...HOME, asn: 64_999 }, { token: token(31) }), undefined);
  });
});
