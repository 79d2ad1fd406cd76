import assert from 'node:assert/strict';
import { webgl } from '../../../client/signals/webgl.ts';
import { SIGNALS } from '../../../shared/wire/signals.ts';

const NAMES = new Map<number, unknown>([
  [0x9245, 'Google Inc. (Intel)'],
  [0x9246, 'ANGLE (Intel, Iris)'],
]);

function graphics(plain: { vendor: string; renderer: unknown }, allows = true) {
  const asked: string[] = [];
  let isLost = false;
  return {
    asked,
    isLost: () => isLost,
    VENDOR: 1,
    RENDERER: 2,
    getParameter: (name: number) => (name === 1 ? plain.vendor : name === 2 ? plain.renderer : NAMES.get(name)),
    getExtension(name: string) {
      asked.push(name);
      if (name === 'WEBGL_lose_context')
        return {
          loseContext: () => {
            isLost = true;
          },
        };
      return allows ? {} : null;
    },
  };
}

describe('client: the webgl signal', () => {
  it('names the graphics unit behind the mask of Chromium and Safari, and gives the context back', async () => {
    const unit = graphics({ vendor: 'WebKit', renderer: 'WebKit WebGL' });
    assert.deepEqual(await webgl(() => unit, true), {
      vendor: 'Google Inc. (Intel)',
      renderer: 'ANGLE (Intel, Iris)',
    });
    assert.equal(unit.isLost(), true);
  });

  it('takes the mask for the name where the extension is refused', async () => {
    const unit = graphics({ vendor: 'WebKit', renderer: 'WebKit WebGL' }, false);
    assert.deepEqual(await webgl(() => unit, true), { vendor: 'WebKit', renderer: 'WebKit WebGL' });
  });

  it('does not ask Firefox for the extension, which would warn on the page’s console', async () => {
    const unit = graphics({ vendor: 'Mozilla', renderer: 'llvmpipe' });
    assert.deepEqual(await webgl(() => unit, true), { vendor: 'Mozilla', renderer: 'llvmpipe' });
    assert.deepEqual(unit.asked, ['WEBGL_lose_context']);
  });

  it('tells a browser without WebGL from one that gives no context', async () => {
    assert.deepEqual(await webgl(() => null, false), { missing: 'unsupported' });
    assert.deepEqual(await webgl(() => null, true), { missing: 'blocked' });
  });

  it('gives the context back when a name is none', async () => {
    const unit = graphics({ vendor: 'Mozilla', renderer: null });
    await assert.rejects(
      webgl(() => unit, true),
      TypeError,
    );
    assert.equal(unit.isLost(), true);
  });

  it('fits the wire however long the names are', async () => {
    const signal = await webgl(() => graphics({ vendor: 'v'.repeat(999), renderer: 'r'.repeat(999) }), true);
    assert.equal(SIGNALS.webgl.shape.safeParse(signal).success, true);
  });

  it('opens nothing in the task it was called in', async () => {
    let opened = 0;
    const pending = webgl(() => {
      opened += 1;
      return null;
    }, true);
    await Promise.resolve();
    assert.equal(opened, 0);
    await pending;
    assert.equal(opened, 1);
  });
});
