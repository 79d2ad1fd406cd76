import assert from 'node:assert/strict';
import { accountManyNewDevices } from '../../../server/core/detectors/account-many-new-devices.ts';
import { featuresOf } from '../../support/person-facts.ts';

describe('account-many-new-devices', () => {
  const weigh = (accountNewDevices30dCount: number, habitNewDevice?: number) =>
    accountManyNewDevices.weigh({
      ...featuresOf(),
      accountNewDevices30dCount,
      habitNewDevice: habitNewDevice ?? { unknown: 'not-applicable' },
    });

  it('says nothing of six within a month', () => {
    assert.equal(weigh(6), null);
    assert.equal(accountManyNewDevices.weigh(featuresOf()), null);
  });

  it('weighs one from the seventh on, and no more than a new device does by the account’s habit', () => {
    assert.equal(weigh(7)?.weight, 1);
    assert.equal(weigh(20, 3.2)?.weight, 1);
    assert.equal(weigh(20, 0.2)?.weight, 0.2);
    assert.equal(weigh(20, 0)?.weight, 0);
  });
});
