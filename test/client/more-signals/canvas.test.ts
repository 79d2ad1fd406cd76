import assert from 'node:assert/strict';
import { canvas } from '../../../client/more-signals/canvas.ts';
import { SIGNALS } from '../../../shared/wire/signals.ts';

const drawn = (geometry: string, text = geometry) => canvas(() => ({ winding: true, geometry, text }));

describe('client: the canvas signal', () => {
  it('holds hashes of both pictures', () => {
    const signal = SIGNALS.canvas.shape.parse(drawn('data:image/png;base64,A', 'data:image/png;base64,B'));
    assert.equal(signal.noise, 'none');
    assert.notEqual(signal.geometry, signal.text);
  });

  it('leaves out pictures that differ when drawn twice, and those of browsers that falsify them', () => {
    for (const noise of ['unstable', 'skipped'])
      assert.deepEqual(drawn(noise), { winding: true, geometry: null, text: null, noise });
  });

  it('is unsupported where nothing can be drawn', () => {
    assert.deepEqual(drawn('unsupported'), { missing: 'unsupported' });
  });
});
