import assert from 'node:assert/strict';
import { frameScope } from '../../../client/more-signals/frame-scope.ts';
import type { Scope } from '../../../client/scope-facts.ts';

const PAGE: Scope = { navigator: { userAgent: 'A', webdriver: false }, Intl };

function page(contentWindow: object | null) {
  const frames: unknown[] = [];
  const frame = {
    contentWindow,
    setAttribute() {},
    remove() {
      frames.splice(frames.indexOf(frame), 1);
    },
  };
  const fake = { createElement: () => frame, documentElement: { append: (it: unknown) => frames.push(it) } };
  return { frames, page: fake as unknown as Document };
}

describe('client: the frameScope signal', () => {
  it('is what an empty frame says otherwise, and takes the frame away', () => {
    const same = page({ navigator: { userAgent: 'A', webdriver: false }, Intl });
    assert.deepEqual(frameScope(same.page, PAGE), {});
    const other = page({ navigator: { userAgent: 'A', webdriver: true }, Intl });
    assert.deepEqual(frameScope(other.page, PAGE), { webdriver: 'true' });
    assert.deepEqual([same.frames, other.frames], [[], []]);
  });

  it('is blocked where the frame has no window, and throws for the runner without leaving a frame', () => {
    assert.deepEqual(frameScope(page(null).page, PAGE), { missing: 'blocked' });
    const broken = page({
      get navigator() {
        throw new Error('odd');
      },
      Intl,
    });
    assert.throws(() => frameScope(broken.page, PAGE));
    assert.deepEqual(broken.frames, []);
  });
});
