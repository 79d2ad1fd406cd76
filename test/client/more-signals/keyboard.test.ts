import assert from 'node:assert/strict';
import { keyboard } from '../../../client/more-signals/keyboard.ts';
import { SIGNALS } from '../../../shared/wire/signals.ts';

const layout = (...keys: [string, string][]) => ({ keyboard: { getLayoutMap: async () => new Map(keys) } });

describe('client: the keyboard signal', () => {
  it('is the number of keys and a hash of the layout, whatever their order', async () => {
    const one = await keyboard(layout(['KeyA', 'a'], ['KeyQ', 'q']));
    assert.equal(SIGNALS.keyboard.shape.parse(one).keys, 2);
    assert.deepEqual(await keyboard(layout(['KeyQ', 'q'], ['KeyA', 'a'])), one);
    assert.notDeepEqual(await keyboard(layout(['KeyA', 'q'], ['KeyQ', 'a'])), one);
  });

  it('tells a browser without it from a frame that may not ask', async () => {
    assert.deepEqual(await keyboard({}), { missing: 'unsupported' });
    const refuse = () => Promise.reject(new DOMException('frame', 'InvalidStateError'));
    assert.deepEqual(await keyboard({ keyboard: { getLayoutMap: refuse } }), { missing: 'blocked' });
  });
});
