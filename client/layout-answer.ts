import { LAYOUT_FROM_CHAR } from '../shared/constants.ts';
import type { Missing } from '../shared/wire/reading.ts';
import { intlIsWarm } from './more-signals/worker-scope.ts';
import { type FrameWindow, inQuietFrame } from './quiet-frame.ts';

/**
 * Has the engine lay out boxes whose measures are the nonce's characters, and says where they came to lie: what only a browser, or a
 * copy of server/core/layout-problem.ts, can. Without text, since fonts differ; styled by CSSOM, which a policy of styles leaves alone.
 */
export async function layoutAnswer(
  nonce: string,
  within: (use: (inner: FrameWindow) => number[] | null) => Promise<number[] | null> = inQuietFrame,
  warm: () => Promise<void> = intlIsWarm,
): Promise<readonly number[] | Missing> {
  // As the frame's scope does, so that one frame serves both.
  await warm();
  return (await within(({ document }) => measure(document, nonce))) ?? { missing: 'blocked' };
}

function measure(inner: Document, nonce: string): number[] | null {
  // A page that hides itself (against being framed), or a blocker that hides frames, has nothing laid out, and its frame no width. What
  // imitates a browser has nothing laid out either, and says a width.
  if (!inner.defaultView?.innerWidth) return null;
  const n = (index: number) => nonce.charCodeAt(LAYOUT_FROM_CHAR + index);
  const box = (parent: Element, style: string) => {
    const it = inner.createElement('div');
    it.style.cssText = style;
    parent.append(it);
    return it;
  };
  const root = box(inner.documentElement, `position:absolute;left:0;display:flex;width:${900 + n(0)}px`);
  const found = [
    `flex:${n(4)} 0 ${n(1)}px;max-width:${n(1) + n(7)}px`,
    `flex:${n(5)} 0 ${n(2)}px`,
    `flex:${n(6)} 0 calc(${n(3) / 4}% + ${n(8)}px)`,
    `position:absolute;width:${n(9)}px;height:${n(10)}px;transform:rotate(${n(11)}deg) skewX(${n(12) / 4}deg)`,
  ]
    .map(style => box(root, style))
    .flatMap(it => {
      const { left, width } = it.getBoundingClientRect();
      return [left, width];
    });
  root.remove();
  return found.map(Math.round);
}
