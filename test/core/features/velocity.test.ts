import assert from 'node:assert/strict';
import type { Subject } from '../../../server/core/subjects/subject.ts';
import { featuresOf, personFacts, remembering } from '../../support/person-facts.ts';

const windows = (change: Partial<Record<'5m' | '1h' | '24h' | '30d', number>>) => ({
  '5m': 0,
  '1h': 0,
  '24h': 0,
  '30d': 0,
  ...change,
});
const subject = (change: Partial<Subject>): Subject => ({
  firstSeenAt: 0,
  lastSeenAt: 0,
  counters: {},
  distincts: {},
  lists: {},
  crowds: {},
  ...change,
});

describe('velocity features', () => {
  it('read each count in its own window, of whom it is about', () => {
    const features = featuresOf(
      personFacts({
        remembered: {
          account: subject({
            counters: { failures: windows({ '1h': 3, '24h': 9 }) },
            distincts: { addresses: windows({ '24h': 4 }), devices: windows({ '24h': 5 }) },
          }),
          device: subject({ distincts: { accounts: windows({ '5m': 6, '1h': 60 }) } }),
          key: null,
          recall: null,
          address: subject({
            counters: { failures: windows({ '1h': 7 }) },
            distincts: { accounts: windows({ '1h': 8 }) },
          }),
          network: subject({ distincts: { accounts: windows({ '1h': 11, '24h': 12 }) } }),
          line: null,
        },
      }),
    );
    assert.deepEqual(
      {
        accountFailures1hCount: features.accountFailures1hCount,
        accountAddresses24hCount: features.accountAddresses24hCount,
        accountDevices24hCount: features.accountDevices24hCount,
        deviceAccounts5mCount: features.deviceAccounts5mCount,
        addressFailures1hCount: features.addressFailures1hCount,
        addressAccounts1hCount: features.addressAccounts1hCount,
        networkAccounts1hCount: features.networkAccounts1hCount,
      },
      {
        accountFailures1hCount: 3,
        accountAddresses24hCount: 4,
        accountDevices24hCount: 5,
        deviceAccounts5mCount: 6,
        addressFailures1hCount: 7,
        addressAccounts1hCount: 8,
        networkAccounts1hCount: 11,
      },
    );
  });

  it('are 0 for who was never seen, and unknown where nobody is named or no cookie came', () => {
    const nobody = { account: null, device: null, key: null, recall: null, address: null, network: null, line: null };
    const features = featuresOf(personFacts({ remembered: nobody }));
    assert.equal(features.accountFailures1hCount, 0);
    assert.equal(features.addressAccounts1hCount, 0);
    assert.deepEqual(features.deviceAccounts5mCount, { unknown: 'not-sent' });
    const unnamed = featuresOf(personFacts({ accountNamed: false, remembered: remembering() }));
    assert.deepEqual(unnamed.accountFailures1hCount, { unknown: 'not-applicable' });
  });

  it('are unknown, not 0, while the state is away', () => {
    const features = featuresOf(personFacts({ remembered: null }));
    assert.deepEqual(features.addressFailures1hCount, { unknown: 'state-away' });
    assert.deepEqual(features.deviceAccounts5mCount, { unknown: 'state-away' });
  });
});
