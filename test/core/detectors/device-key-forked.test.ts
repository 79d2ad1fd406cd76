import assert from 'node:assert/strict';
import { deviceKeyForked } from '../../../server/core/detectors/device-key-forked.ts';
import { featuresOf } from '../../support/person-facts.ts';

describe('device-key-forked', () => {
  it('asks for more, and never refuses by itself', () => {
    assert.equal(deviceKeyForked.weigh({ ...featuresOf(), deviceKeyForked: true })?.weight, 3.5);
  });

  it('says nothing where it does not hold, or where no key was shown', () => {
    assert.equal(deviceKeyForked.weigh({ ...featuresOf(), deviceKeyForked: false }), null);
    assert.equal(deviceKeyForked.weigh({ ...featuresOf(), deviceKeyForked: { unknown: 'not-sent' } }), null);
  });
});
