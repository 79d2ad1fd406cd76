import assert from 'node:assert/strict';
import { failingNetwork } from '../../../server/core/detectors/failing-network.ts';
import type { NetworkKind } from '../../../server/core/networks/network-kind.ts';
import { featuresOf } from '../../support/person-facts.ts';

const NOBODY = {
  addressFailureExcess: 1,
  addressAccounts1hCount: 1,
  addressSharedBy: 0,
  networkFailureExcess: 1,
  networkAccounts1hCount: 1,
  networkSharedBy: 0,
  providerFailureExcess: 1,
  ownKeyOrNetwork: false,
};
const said = (change: Partial<typeof NOBODY>, networkKind: NetworkKind = 'consumer'): string => {
  const it = failingNetwork.weigh({ ...featuresOf(), ...NOBODY, networkKind, ...change });
  return it === null ? 'nothing' : `${it.weight} ${it.facts['where']} ${it.facts['excess']}`;
};

describe('detector failing-network', () => {
  it('speaks of an address, its network or its provider, whichever tells most', () => {
    assert.equal(said({ addressFailureExcess: 5, addressAccounts1hCount: 5 }), '1.61 address 5');
    assert.equal(said({ networkFailureExcess: 10, networkAccounts1hCount: 10 }), '1.5 network 10');
    assert.equal(said({ providerFailureExcess: 2 }), '0.69 provider 2');
    const all = { addressFailureExcess: 50, addressAccounts1hCount: 50, networkFailureExcess: 50 };
    assert.equal(said({ ...all, networkAccounts1hCount: 50, providerFailureExcess: 50 }), '2 address 50');
  });

  it('is silent of what others do behind the same carrier’s translator, or the same relay', () => {
    const failing = {
      addressFailureExcess: 50,
      addressAccounts1hCount: 50,
      networkFailureExcess: 50,
      providerFailureExcess: 9,
    };
    for (const kind of ['mobile', 'relay'] as const) assert.equal(said(failing, kind), 'nothing');
  });

  it('is silent of who forgot his own password, of a bad day, and of what nobody knows', () => {
    assert.equal(said({ addressFailureExcess: 5, addressAccounts1hCount: 4 }), 'nothing');
    assert.equal(said({ providerFailureExcess: 1.9 }), 'nothing');
    assert.equal(failingNetwork.weigh(featuresOf()), null);
  });

  it('holds what fails in the network and at the provider against nobody who comes as the account does, but the address’s', () => {
    const failing = { networkFailureExcess: 10, networkAccounts1hCount: 10, providerFailureExcess: 9 };
    assert.equal(said({ ...failing, ownKeyOrNetwork: false }), '1.5 network 10');
    assert.equal(said({ ...failing, ownKeyOrNetwork: true }), 'nothing');
    const here = { addressFailureExcess: 5, addressAccounts1hCount: 5, ownKeyOrNetwork: true };
    assert.equal(said({ ...failing, ...here }), '1.61 address 5');
  });

  it('holds against nobody what comes from among many owners', () => {
    const failing = { addressFailureExcess: 5, addressAccounts1hCount: 90 };
    assert.equal(said({ ...failing, addressSharedBy: 2 }), '0.97 address 5');
    assert.equal(said({ ...failing, addressSharedBy: 5 }), 'nothing');
  });
});
