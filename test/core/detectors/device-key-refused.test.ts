import assert from 'node:assert/strict';
import { deviceKeyRefused } from '../../../server/core/detectors/device-key-refused.ts';
import { featuresOf } from '../../support/person-facts.ts';

describe('device-key-refused', () => {
  it('asks for more, and never refuses by itself', () => {
    assert.equal(deviceKeyRefused.weigh({ ...featuresOf(), deviceKey: 'refused' })?.weight, 3.5);
  });

  it('says nothing where it does not hold, or where no key was shown', () => {
    assert.equal(deviceKeyRefused.weigh({ ...featuresOf(), deviceKey: 'verified' }), null);
    assert.equal(deviceKeyRefused.weigh({ ...featuresOf(), deviceKey: { unknown: 'not-sent' } }), null);
  });
});
