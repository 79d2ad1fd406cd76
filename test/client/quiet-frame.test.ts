import assert from 'node:assert/strict';
import { inQuietFrame } from '../../client/quiet-frame.ts';

/** A page whose frames are whole at once, as Chromium's are, or after their load event, as Firefox'. */
function stage(readyState = 'complete', contentWindow: object | null = { Intl, navigator: {}, document: {} }) {
  type Frame = { onload: () => void; remove: () => void };
  const frames: Frame[] = [];
  let opened = 0;
  const createElement = () => {
    opened += 1;
    const frame = {
      onload: () => {},
      contentWindow,
      contentDocument: { readyState },
      style: {},
      setAttribute() {},
      remove: () => frames.splice(frames.indexOf(frame), 1),
    };
    return frame;
  };
  const fake = { createElement, documentElement: { append: (it: Frame) => frames.push(it) } };
  return { frames, page: fake as unknown as Document, opened: () => opened };
}
const at = async () => {};

describe('client: the quiet frame', () => {
  it('is one for all that use it at the same time, and taken away after the last', async () => {
    const { frames, page, opened } = stage();
    const counted = () => frames.length;
    const uses = [inQuietFrame(counted, page, at), inQuietFrame(async () => counted(), page, at)];
    assert.deepEqual(await Promise.all(uses), [1, 1]);
    assert.deepEqual([opened(), frames.length], [1, 0]);
    await inQuietFrame(counted, page, at);
    assert.deepEqual([opened(), frames.length], [2, 0]);
  });

  it('is used when it is whole', async () => {
    const { frames, page } = stage('uninitialized');
    let used = false;
    const use = inQuietFrame(
      () => {
        used = true;
      },
      page,
      at,
    );
    await at();
    assert.deepEqual([frames.length, used], [1, false]);
    frames[0]?.onload();
    await use;
    assert.deepEqual([frames.length, used], [0, true]);
  });

  it('is not left behind where it has no window, or what used it failed', async () => {
    const blocked = stage('complete', null);
    assert.equal(await inQuietFrame(() => 1, blocked.page, at), null);
    const broken = stage();
    await assert.rejects(
      inQuietFrame(() => Promise.reject(new Error('odd')), broken.page, at),
      /odd/,
    );
    assert.deepEqual([blocked.frames, broken.frames], [[], []]);
  });

  it('is opened in a task of its own', async () => {
    const { frames, page } = stage();
    const use = inQuietFrame(() => 1, page);
    await at();
    assert.equal(frames.length, 0);
    await use;
  });
});
