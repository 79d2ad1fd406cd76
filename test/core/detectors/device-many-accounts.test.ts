import assert from 'node:assert/strict';
import { deviceManyAccounts } from '../../../server/core/detectors/device-many-accounts.ts';
import { featuresOf, personFacts, remembering } from '../../support/person-facts.ts';

const from = (deviceAccounts5m: number) =>
  deviceManyAccounts.weigh(featuresOf(personFacts({ remembered: remembering({ deviceAccounts5m }) })));

describe('detector device-many-accounts', () => {
  it('speaks of fifty accounts from one device within five minutes', () => {
    assert.deepEqual(from(50), { weight: 4, facts: { accounts: 50 } });
  });

  it('is silent for a counter where customers come one after the other', () => {
    assert.equal(from(49), null);
  });

  it('is silent where the device is not known, and while the state is away', () => {
    const nobody = { ...remembering(), device: null };
    assert.equal(deviceManyAccounts.weigh(featuresOf(personFacts({ remembered: nobody }))), null);
    assert.equal(deviceManyAccounts.weigh(featuresOf(personFacts({ remembered: null }))), null);
  });
});
