import assert from 'node:assert/strict';
import type { Facts } from '../../../server/core/facts.ts';
import type { FeatureName } from '../../../server/core/features/index.ts';
import type { AddressScope } from '../../../server/core/networks/address-facts.ts';
import { listed, onNetwork } from '../../support/networks.ts';
import { addressIn, featuresOf, personFacts, remembering } from '../../support/person-facts.ts';

const NAMES: readonly FeatureName[] = ['networkKind', 'country', 'asn', 'torExit', 'privateRelay', 'vpn', 'hosting'];
const line = (change: Partial<Facts>, names: readonly FeatureName[] = NAMES): string => {
  const features = featuresOf(personFacts(change));
  return names
    .map(it => `${it} ${JSON.stringify(features[it])}`)
    .join(', ')
    .replaceAll('"', '');
};
const crowd = (vouched: number) => ({
  firstSeenAt: 0,
  lastSeenAt: 0,
  counters: {},
  distincts: {},
  lists: {},
  crowds: { vouched },
});

describe('features of the network', () => {
  it('say what is known, and that what no list says is unknown', () => {
    assert.equal(
      line({ address: addressIn('JP') }),
      'networkKind consumer, country JP, asn 64500, torExit {unknown:not-said}, privateRelay {unknown:not-said}, vpn false, hosting false',
    );
    assert.equal(
      line({ address: listed('tor', { is: false }) }, ['torExit', 'networkKind']),
      'torExit false, networkKind consumer',
    );
    assert.equal(
      line({ address: addressIn(null) }, ['networkKind', 'country', 'asn', 'hosting', 'vpn']),
      'networkKind {unknown:not-said}, country {unknown:not-said}, asn {unknown:not-said}, hosting {unknown:not-said}, vpn {unknown:not-said}',
    );
  });

  it('let the narrower word stand: an exit in a data centre is an exit', () => {
    const hosted = { asn: onNetwork('hosting').asn };
    assert.equal(
      line({ address: { ...listed('tor'), ...hosted } }, ['networkKind', 'hosting']),
      'networkKind tor, hosting false',
    );
    assert.equal(
      line({ address: { ...listed('relay'), ...hosted } }, ['networkKind', 'hosting']),
      'networkKind relay, hosting false',
    );
    assert.equal(line({ address: { ...listed('mobile'), ...hosted } }, ['networkKind']), 'networkKind mobile');
  });

  it('forget what a list says once it is much too old', () => {
    assert.equal(
      line({ address: listed('tor', { days: 60 }) }, ['torExit', 'networkKind', 'networkKindTrust']),
      'torExit {unknown:not-said}, networkKind consumer, networkKindTrust 1',
    );
  });

  it('do not apply to addresses inside a network, nor to a proxy’s', () => {
    for (const scope of ['private', 'loopback', 'link-local', 'shared'] satisfies AddressScope[]) {
      const address = { ...addressIn(null), scope };
      const said = line({ address }, [
        'addressPrivate',
        'country',
        'addressAccounts1hCount',
        'networkAccounts1hCount',
        'addressSharedBy',
      ]);
      const none = '{unknown:not-applicable}';
      assert.equal(
        said,
        `addressPrivate true, country ${none}, addressAccounts1hCount ${none}, networkAccounts1hCount ${none}, addressSharedBy ${none}`,
      );
    }
    const proxied = line({ addressIsProxy: true }, [
      'addressPrivate',
      'networkKind',
      'addressFailures1hCount',
      'timeZoneFitsCountry',
    ]);
    assert.equal(
      proxied,
      'addressPrivate false, networkKind {unknown:not-applicable}, addressFailures1hCount {unknown:not-applicable}, timeZoneFitsCountry {unknown:not-applicable}',
    );
  });

  it('count who shares an address: of IPv4 the address alone, of IPv6 its line', () => {
    const names: readonly FeatureName[] = ['addressSharedBy', 'networkSharedBy'];
    const four = { ...remembering(), address: crowd(3), network: crowd(40) };
    assert.equal(line({ remembered: four }, names), 'addressSharedBy 3, networkSharedBy 40');
    const six = { ...remembering(), address: crowd(1), network: crowd(2), line: crowd(6) };
    assert.equal(line({ remembered: six }, names), 'addressSharedBy 6, networkSharedBy 6');
    assert.equal(line({ remembered: remembering() }, names), 'addressSharedBy 0, networkSharedBy 0');
    assert.equal(
      line({ remembered: null }, names),
      'addressSharedBy {unknown:state-away}, networkSharedBy {unknown:state-away}',
    );
  });
});
