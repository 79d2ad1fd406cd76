import type { Missing } from '../../shared/wire/reading.ts';
import type { Signals } from '../../shared/wire/signals.ts';
import { differing, type Scope, scopeFacts } from '../scope-facts.ts';

/** An empty frame's window is there as soon as the frame is in the page, without a request; the frame is taken away at once. */
export function frameScope(page: Document = document, own: Scope = window): Signals['frameScope'] | Missing {
  const frame = page.createElement('iframe');
  frame.hidden = true;
  frame.tabIndex = -1;
  frame.setAttribute('aria-hidden', 'true');
  page.documentElement.append(frame);
  try {
    // Its type says less than there is: a frame's window has the globals of a window.
    const inner: (Window & Partial<Scope>) | null = frame.contentWindow;
    if (inner?.Intl === undefined) return { missing: 'blocked' };
    return differing(scopeFacts(own), scopeFacts({ navigator: inner.navigator, Intl: inner.Intl }));
  } finally {
    frame.remove();
  }
}
