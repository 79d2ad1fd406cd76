import assert from 'node:assert/strict';
import { hardware } from '../../../client/signals/hardware.ts';
import { SIGNALS } from '../../../shared/wire/signals.ts';

describe('client: the hardware signal', () => {
  it('holds cores and memory', () => {
    const from = { hardwareConcurrency: 8, deviceMemory: 0.5 };
    assert.deepEqual(hardware(from), { cores: 8, memoryGb: 0.5 });
  });

  it('holds null for what a browser does not say', () => {
    assert.deepEqual(hardware({ hardwareConcurrency: 4 }), { cores: 4, memoryGb: null });
    assert.deepEqual(hardware({}), { cores: null, memoryGb: null });
  });

  it('fits the wire whatever was claimed', () => {
    const from = { hardwareConcurrency: 1e9, deviceMemory: Number.POSITIVE_INFINITY };
    assert.equal(SIGNALS.hardware.shape.safeParse(hardware(from)).success, true);
  });
});
