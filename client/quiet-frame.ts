import type { Scope } from './scope-facts.ts';
import { turn as turnOfThePage } from './wait.ts';

/** Of another document, without the page's style sheets and fonts. */
export type FrameWindow = Scope & Pick<Window, 'devicePixelRatio'> & { readonly document: Document };

let opened: { readonly frame: Promise<HTMLIFrameElement>; users: number } | null = null;

async function open(page: Document, turn: () => Promise<void>): Promise<HTMLIFrameElement> {
  await turn();
  const frame = page.createElement('iframe');
  frame.tabIndex = -1;
  frame.setAttribute('aria-hidden', 'true');
  // Laid out, or nothing in it would have a size; out of the flow and unseen, so that the page stays where it is.
  frame.style.cssText = 'display:block!important;position:absolute;top:0;left:0;border:0;visibility:hidden';
  await new Promise<void>(resolve => {
    frame.onload = () => resolve();
    page.documentElement.append(frame);
    // In Chromium an empty frame is whole at once; Firefox puts another document in its place, and says so.
    if (frame.contentDocument?.readyState === 'complete') resolve();
  });
  await turn();
  return frame;
}

const pick = ({ navigator, document, devicePixelRatio }: Window) => ({ navigator, document, devicePixelRatio });

/**
 * Uses an empty frame of our own: one for all that need one at the same time, since opening it takes 5 ms, and taken away after the
 * last of them. Opening is a task of its own; what takes no time is done in the next, mostly before the browser paints the frame, which
 * is as dear again; what takes long begins with a turn. null where the page gets no window of it.
 */
export async function inQuietFrame<T>(
  use: (inner: FrameWindow) => T | Promise<T>,
  page: Document = document,
  turn: () => Promise<void> = turnOfThePage,
): Promise<T | null> {
  opened ??= { frame: open(page, turn), users: 0 };
  const own = opened;
  own.users += 1;
  let frame: HTMLIFrameElement | undefined;
  try {
    frame = await own.frame;
    // Its type says less than there is: a frame's window has the globals of a window.
    const inner: (Window & Partial<Scope>) | null = frame.contentWindow;
    if (inner?.Intl === undefined) return null;
    return await use({ ...pick(inner), Intl: inner.Intl });
  } finally {
    own.users -= 1;
    if (own.users === 0) {
      frame?.remove();
      opened = null;
    }
  }
}
