import assert from 'node:assert/strict';
import { listed, onNetwork, weightFrom } from '../../support/networks.ts';
import { addressIn } from '../../support/person-facts.ts';

describe('detector vpn-network', () => {
  it('speaks, lightly, of a VPN, by a list or by the name of the network', () => {
    assert.equal(weightFrom('vpn-network', listed('vpn')), 0.8);
    assert.equal(weightFrom('vpn-network', onNetwork('vpn')), 0.8);
  });

  it('is silent where owners are known to come from: the VPN of their work', () => {
    assert.equal(weightFrom('vpn-network', listed('vpn'), 6), undefined);
  });

  it('is silent on other networks and where nothing is known', () => {
    assert.equal(weightFrom('vpn-network', onNetwork('consumer')), undefined);
    assert.equal(weightFrom('vpn-network', addressIn(null)), undefined);
  });
});
