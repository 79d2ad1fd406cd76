import assert from 'node:assert/strict';
import { processor } from '../../../client/more-signals/processor.ts';
import { SIGNALS } from '../../../shared/wire/signals.ts';

describe('client: the processor signal', () => {
  it('holds the byte of a NaN, and what Firefox says of the system', () => {
    const signal = processor({ oscpu: 'Linux x86_64' }, () => 255);
    assert.deepEqual(SIGNALS.processor.shape.parse(signal), { nanByte: 255, osCpu: 'Linux x86_64', cpuClass: null });
  });

  it('is known of this machine too', () => {
    assert.ok([127, 255].includes(processor({}).nanByte));
  });
});
