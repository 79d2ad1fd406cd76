import assert from 'node:assert/strict';
import { userAgentData } from '../../../client/signals/user-agent-data.ts';
import { SIGNALS } from '../../../shared/wire/signals.ts';

const brands = [{ brand: 'Chromium', version: '156' }];

describe('client: the userAgentData signal', () => {
  it('is the low-entropy part, and nothing beside it', () => {
    const said = { brands: [{ ...brands[0], more: 1 }], mobile: false, platform: 'Linux', getHighEntropyValues: 1 };
    assert.deepEqual(userAgentData({ userAgentData: said }), { brands, mobile: false, platform: 'Linux' });
  });

  it('is unsupported in Firefox and Safari', () => {
    assert.deepEqual(userAgentData({}), { missing: 'unsupported' });
  });

  it('fits the wire however many brands there are', () => {
    const many = Array.from({ length: 30 }, () => ({ brand: 'B'.repeat(99), version: '9'.repeat(99) }));
    const signal = userAgentData({ userAgentData: { brands: many, mobile: true, platform: 'P'.repeat(99) } });
    assert.equal(SIGNALS.userAgentData.shape.parse(signal).brands.length, 10);
  });

  it('fails, and says so, on an impostor without brands', () => {
    assert.deepEqual(userAgentData({ userAgentData: { mobile: true } }), { missing: 'failed' });
    assert.throws(() => userAgentData({ userAgentData: { brands: ['Chromium'] } }), TypeError);
  });
});
