import assert from 'node:assert/strict';
import { deviceFraudulent } from '../../../server/core/detectors/device-fraudulent.ts';
import { featuresOf } from '../../support/person-facts.ts';

describe('device-fraudulent', () => {
  it('asks for more where fraud was done from the device on this account', () => {
    assert.equal(deviceFraudulent.weigh({ ...featuresOf(), deviceStatus: 'fraudulent' })?.weight, 4);
  });

  it('says nothing of any other status, shared and unproven among them, nor of a device that is not known', () => {
    for (const deviceStatus of ['new', 'active', 'shared', 'unproven', 'pending'] as const) {
      assert.equal(deviceFraudulent.weigh({ ...featuresOf(), deviceStatus }), null, deviceStatus);
    }
    assert.equal(deviceFraudulent.weigh({ ...featuresOf(), deviceStatus: { unknown: 'not-sent' } }), null);
  });
});
