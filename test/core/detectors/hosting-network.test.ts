import assert from 'node:assert/strict';
import { listed, onNetwork, weightFrom } from '../../support/networks.ts';
import { addressIn } from '../../support/person-facts.ts';

describe('detector hosting-network', () => {
  it('speaks of a network of servers, by what the network is or by a list', () => {
    assert.equal(weightFrom('hosting-network', onNetwork('hosting')), 1.2);
    assert.equal(weightFrom('hosting-network', listed('hosting')), 1.2);
  });

  it('says less the more owners are known to come from the address: a company’s gateway', () => {
    assert.equal(weightFrom('hosting-network', onNetwork('hosting'), 2), 0.72);
    assert.equal(weightFrom('hosting-network', onNetwork('hosting'), 5), undefined);
  });

  it('says less by old data', () => {
    assert.equal(weightFrom('hosting-network', onNetwork('hosting', 360)), 0.6);
  });

  it('leaves Private Relay, whose exits stand in data centres, alone', () => {
    const relay = listed('relay');
    const hosted = { ...relay, asn: onNetwork('hosting').asn, listed: { ...relay.listed, hosting: true } };
    assert.equal(weightFrom('hosting-network', hosted), undefined);
    assert.equal(weightFrom('vpn-network', hosted), undefined);
  });

  it('leaves Tor and VPNs to their own detectors', () => {
    for (const name of ['tor', 'vpn'] as const) {
      const it = { ...listed(name), asn: onNetwork('hosting').asn };
      assert.equal(weightFrom('hosting-network', it), undefined, name);
    }
  });

  it('is silent on lines, on phones, at universities and where nothing is known', () => {
    for (const kind of ['consumer', 'mobile', 'education', 'other'] as const) {
      assert.equal(weightFrom('hosting-network', onNetwork(kind)), undefined, kind);
    }
    assert.equal(weightFrom('hosting-network', addressIn(null)), undefined);
  });
});
