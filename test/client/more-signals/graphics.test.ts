import assert from 'node:assert/strict';
import { type Graphics, graphics } from '../../../client/more-signals/graphics.ts';
import { SIGNALS } from '../../../shared/wire/signals.ts';

const BASICS = {
  version: 'WebGL 1.0',
  vendor: 'WebKit',
  vendorUnmasked: 'Google Inc. (Intel)',
  renderer: 'WebKit WebGL',
  rendererUnmasked: 'ANGLE (Intel, Iris)',
  shadingLanguageVersion: 'WebGL GLSL ES 1.0',
};
const MORE = {
  attributes: ['alpha=true'],
  parameters: ['MAX_TEXTURE_SIZE=16384'],
  precisions: ['VERTEX_SHADER.HIGH_FLOAT=127,127,23'],
  extensions: ['A', 'B'],
};

function unit(change: Partial<Graphics> = {}) {
  const state = { closed: 0, opened: 0 };
  const open = (): Graphics => {
    state.opened += 1;
    return { basics: () => BASICS, abilities: async () => MORE, close: () => (state.closed += 1), ...change };
  };
  return { state, open };
}

describe('client: the graphics signal', () => {
  it('names the graphics unit behind its mask, hashes its abilities, and gives the context back', async () => {
    const { state, open } = unit();
    const signal = SIGNALS.graphics.shape.parse(await graphics(open, true));
    assert.deepEqual(
      [signal.vendor, signal.renderer, signal.extensions],
      ['Google Inc. (Intel)', 'ANGLE (Intel, Iris)', 2],
    );
    assert.deepEqual(state, { opened: 1, closed: 1 });
  });

  it('takes the plain names where nothing is masked, as in Firefox', async () => {
    const plain = { ...BASICS, vendor: 'Mozilla', renderer: 'llvmpipe', vendorUnmasked: '', rendererUnmasked: '' };
    const signal = SIGNALS.graphics.shape.parse(await graphics(unit({ basics: () => plain }).open, true));
    assert.deepEqual([signal.vendor, signal.renderer], ['Mozilla', 'llvmpipe']);
  });

  it('tells a browser without WebGL from one that gives no context', async () => {
    assert.deepEqual(await graphics(unit().open, false), { missing: 'unsupported' });
    assert.deepEqual(await graphics(unit({ basics: () => -1 }).open, true), { missing: 'blocked' });
    assert.deepEqual(await graphics(unit({ abilities: async () => null }).open, true), { missing: 'blocked' });
  });

  it('gives the context back when reading fails', async () => {
    const { state, open } = unit({
      abilities: () => Promise.reject(new TypeError('odd')),
    });
    await assert.rejects(graphics(open, true), TypeError);
    assert.equal(state.closed, 1);
  });

  it('opens nothing in the task it was called in', async () => {
    const { state, open } = unit();
    const pending = graphics(open, true);
    await Promise.resolve();
    assert.equal(state.opened, 0);
    await pending;
  });
});
