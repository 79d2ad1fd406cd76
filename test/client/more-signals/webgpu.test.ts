import assert from 'node:assert/strict';
import { webgpu } from '../../../client/more-signals/webgpu.ts';
import { SIGNALS } from '../../../shared/wire/signals.ts';

const WINDOWS = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/156.0.0.0';
const LINUX = 'Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0.0.0';
const ANDROID = 'Mozilla/5.0 (Linux; Android 10; K) Chrome/156.0.0.0 Mobile';

const adapter = (limits: object, features: string[]) => ({
  info: { vendor: 'intel', architecture: 'gen-12lp', device: '', description: '' },
  features: new Set(features),
  limits: Object.create(limits),
});
const browser = (found: object | null, userAgent = WINDOWS) => ({
  userAgent,
  gpu: { requestAdapter: async () => found },
});

describe('client: the webgpu signal', () => {
  it('holds the adapter’s names, and its limits and features as hashes, whatever their order', async () => {
    const one = await webgpu(browser(adapter({ maxA: 1, maxB: 2 }, ['x', 'y'])));
    const two = await webgpu(browser(adapter({ maxB: 2, maxA: 1 }, ['y', 'x'])));
    assert.deepEqual(one, two);
    const signal = SIGNALS.webgpu.shape.parse(one);
    assert.deepEqual([signal.vendor, signal.features], ['intel', 2]);
    const three = SIGNALS.webgpu.shape.parse(await webgpu(browser(adapter({ maxA: 1, maxB: 3 }, ['x', 'y']))));
    assert.notEqual(three.limitsHash, signal.limitsHash);
    assert.equal(three.featuresHash, signal.featuresHash);
  });

  it('is unsupported without the API, and blocked where there is no adapter', async () => {
    assert.deepEqual(await webgpu({ userAgent: WINDOWS }), { missing: 'unsupported' });
    assert.deepEqual(await webgpu(browser(null)), { missing: 'blocked' });
  });

  it('asks nothing on desktop Linux, where Chromium would complain on the page’s console', async () => {
    assert.deepEqual(await webgpu(browser(adapter({}, []), LINUX)), { missing: 'unsupported' });
    assert.ok('vendor' in (await webgpu(browser(adapter({}, []), ANDROID))));
  });
});
