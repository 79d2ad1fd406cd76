import assert from 'node:assert/strict';
import { audio } from '../../../client/more-signals/audio.ts';
import { SIGNALS } from '../../../shared/wire/signals.ts';

const none = () => null;

describe('client: the audio signal', () => {
  it('holds the sum of the samples, and the latency where it can be read in silence', async () => {
    const signal = await audio(
      () => async () => 124.04347,
      () => 0.005,
    );
    assert.deepEqual(SIGNALS.audio.shape.parse(signal), { sample: 124.04347, baseLatency: 0.005 });
  });

  it('holds no sample of a browser that falsifies it or lets no sound begin', async () => {
    for (const special of [-1, -4])
      assert.deepEqual(await audio(() => special, none), { sample: null, baseLatency: null });
  });

  it('is missing where there is no sound, or where it came too late', async () => {
    assert.deepEqual(await audio(() => -2, none), { missing: 'unsupported' });
    assert.deepEqual(await audio(() => async () => -3, none), { missing: 'timed-out' });
  });
});
