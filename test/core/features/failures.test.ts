import assert from 'node:assert/strict';
import type { HabitRisk } from '../../../server/core/habit/risk.ts';
import type { AsnKind } from '../../../server/core/networks/asn-kind.ts';
import { addressIn, featuresOf, personFacts, remembering } from '../../support/person-facts.ts';

const PULSE = { usualShare: 0.05, providerExcess: 1.234, shapes: [], campaign: null, strangers: null };
const counted = (n: number) => ({ '5m': 0, '1h': n, '24h': n, '30d': n });

function from(tried: number, failed: number, usualShare: number | null = PULSE.usualShare) {
  const nobody = remembering().account;
  const address = nobody && {
    ...nobody,
    lists: {},
    distincts: { tried: counted(tried), failed: counted(failed) },
  };
  return featuresOf(
    personFacts({ pulse: { ...PULSE, usualShare }, remembered: { ...remembering(), address, network: null } }),
  );
}

describe('features of failures', () => {
  it('compare an address with what is usual of the site, by at how many of its accounts logins fail', () => {
    // (95 + 5) / (100 × .05 + 5), (5 + 5) / (100 × .05 + 5)
    assert.equal(from(100, 95).addressFailureExcess, 10);
    assert.equal(from(100, 5).addressFailureExcess, 1);
    assert.equal(from(0, 10).addressFailureExcess, 2.73, 'a failure was a try');
    assert.equal(from(100, 95).networkFailureExcess, 1, 'never seen');
    assert.equal(from(100, 95).providerFailureExcess, 1.23);
  });

  it('are unknown while nobody knows what is usual, and where the address is a proxy’s', () => {
    const none = JSON.stringify({ unknown: 'not-applicable' });
    assert.equal(JSON.stringify(from(100, 95, null).addressFailureExcess), none);
    const proxied = featuresOf(personFacts({ pulse: PULSE, addressIsProxy: true }));
    assert.equal(JSON.stringify(proxied.providerFailureExcess), none);
    assert.equal(JSON.stringify(featuresOf().addressFailureExcess), none);
  });

  it('tell the campaign that logins of this shape are', () => {
    const campaign = { id: 'cmp_1', startedAt: 0, accounts: 90, addresses: 80, excess: 4.567 };
    const it = featuresOf(personFacts({ pulse: { ...PULSE, campaign } }));
    assert.deepEqual(
      [it.campaign, it.campaignAccounts1hCount, it.campaignAddresses1hCount, it.campaignFailureExcess],
      ['cmp_1', 90, 80, 4.57],
    );
    assert.equal(featuresOf().campaign, 'none');
    const unnamed = featuresOf(personFacts({ pulse: { ...PULSE, campaign: { ...campaign, id: null } } }));
    assert.equal(unnamed.campaign, 'unnamed');
    for (const count of ['campaignAccounts1hCount', 'campaignAddresses1hCount', 'campaignFailureExcess'] as const)
      assert.equal(JSON.stringify(unnamed[count]), '{"unknown":"not-applicable"}', count);
  });

  it('know the account’s key and its own line, which a gateway or a VPN that anybody may come through is not', () => {
    const habit: HabitRisk = {
      logins: 5,
      address: { logOdds: -1, seen: 'settled' },
      country: 'settled',
      provider: 'settled',
      userAgent: null,
      languages: null,
      roundTrip: null,
      hour: 0,
      newDevice: 0,
      stranger: false,
      proven: false,
      knownDevice: 0,
    };
    const at = (kind: AsnKind, proven = false) => {
      const address = addressIn('JP', { asn: { number: 64_500, name: 'Example', kind } });
      return featuresOf(personFacts({ address, habit: { ...habit, proven } })).ownKeyOrNetwork;
    };
    for (const kind of ['consumer', 'education', 'other'] as const) assert.equal(at(kind), true, kind);
    for (const kind of ['mobile', 'vpn', 'hosting'] as const) {
      assert.equal(at(kind), false, kind);
      assert.equal(at(kind, true), true, `a key by ${kind}`);
    }
    const listed = { tor: true, relay: null, vpn: null, mobile: null, hosting: null };
    const byTor = addressIn('JP', { listed, dataAt: { tor: Date.UTC(2026, 10, 21) } });
    assert.equal(featuresOf(personFacts({ address: byTor, habit })).ownKeyOrNetwork, false);
    const unknown = addressIn(null);
    assert.equal(featuresOf(personFacts({ address: unknown, habit })).ownKeyOrNetwork, true);
  });
});
