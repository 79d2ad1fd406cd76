import assert from 'node:assert/strict';
import type { AddressFacts } from '../../server/core/networks/address-facts.ts';
import type { Networks } from '../../server/ports/networks.ts';
import type { Verdict } from '../../shared/wire/judgement.ts';
import { codesOf, type FlowStage, openFlowStage } from '../support/flow-stage.ts';
import { listed, onNetwork } from '../support/networks.ts';
import { addressIn } from '../support/person-facts.ts';

type Story = readonly [who: string, address: AddressFacts, reasons: string];

const hosted = (address: AddressFacts): AddressFacts => ({ ...address, asn: onNetwork('hosting').asn });
const abroad: AddressFacts = addressIn('TH');
const inside = (scope: AddressFacts['scope']): AddressFacts => ({ ...addressIn(null), scope });

/** Each with a browser of home, at a first access. Nobody is asked for more because of a network alone. */
const PEOPLE: readonly Story[] = [
  ['at home', addressIn('JP'), ''],
  ['behind iCloud Private Relay, whose exits stand in data centres', hosted(listed('relay')), ''],
  ['on a phone, behind a carrier’s NAT', onNetwork('mobile'), ''],
  ['at a university', onNetwork('education'), ''],
  ['on a line that nothing is known of', addressIn(null), ''],
  ['inside a company, whose addresses are private', inside('private'), ''],
  ['on the far side of a carrier’s NAT (100.64.0.0/10)', inside('shared'), ''],
  ['on this machine', inside('loopback'), ''],
  ['with a VPN', listed('vpn'), 'vpn-network'],
  ['behind a company’s gateway in a data centre', onNetwork('hosting'), 'hosting-network'],
  ['with Tor', hosted(listed('tor')), 'tor-exit'],
  ['travelling', abroad, 'time-zone-country foreign-country'],
  ['travelling, with Tor', { ...listed('tor'), place: abroad.place }, 'tor-exit time-zone-country foreign-country'],
];

describe('people on networks of every kind', () => {
  let stage: FlowStage;
  before(async () => {
    stage = await openFlowStage();
  });
  after(() => stage.close());
  const seenAs = (address: AddressFacts): Networks => ({
    of: () => address,
    loaded: () => [],
    dataVersions: () => ({}),
  });

  for (const [who, address, reasons] of PEOPLE) {
    it(`lets in who comes ${who}, with ${reasons || 'nothing'} against them`, async () => {
      const token = await stage.visit();
      const options = { ports: { networks: seenAs(address) }, homeCountries: ['JP'] };
      const answer = await stage.ask({ token, account: { id: who } }, options);
      assert.equal(
        codesOf(answer)
          .filter(it => it !== 'first-access')
          .join(' '),
        reasons,
      );
      assert.equal(answer.verdict, 'OK' satisfies Verdict);
    });
  }

  it('asks more of a script from Tor, whose other tells the network adds to', async () => {
    const options = { ports: { networks: seenAs(hosted(listed('tor'))) } };
    const answer = await stage.ask({ token: null, account: { id: 'script' } }, options);
    assert.notEqual(answer.verdict, 'OK');
    assert.ok(codesOf(answer).includes('tor-exit'));
  });

  it('says, in the counterfactual and the reasons, nothing of networks while data is missing', async () => {
    const nothing = { ...addressIn(null), dataAt: {} };
    const answer = await stage.ask(
      { token: await stage.visit(), account: { id: 'no-data' } },
      { ports: { networks: seenAs(nothing) }, homeCountries: ['JP'] },
    );
    assert.deepEqual(codesOf(answer), ['first-access']);
  });
});
