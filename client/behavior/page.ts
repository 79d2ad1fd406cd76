import type { Streams } from '../../shared/wire/streams.ts';
import { MS_MAX } from '../limits.ts';
import type { Moment, Watch } from '../watch.ts';

/** The page's own time: since when it is there, when it was first touched, how long nobody saw it. */
export function page({ listen, now, page: document }: Watch): (moment: Moment) => Streams['page'] {
  let originMs = 0;
  let firstMs: number | null = null;
  let hiddenMs = 0;
  let hiddenSinceMs = document.hidden ? 0 : null;
  let restored = false;

  const beginAgain = () => {
    originMs = now();
    firstMs = null;
    hiddenMs = 0;
    hiddenSinceMs = document.hidden ? originMs : null;
  };
  // A prerendered page is opened when it is shown, one from the back/forward cache when it is restored.
  listen(['prerenderingchange'], beginAgain);
  listen(['pageshow'], event => {
    if (!event.persisted) return;
    restored = true;
    beginAgain();
  });
  listen(['visibilitychange'], () => {
    if (hiddenSinceMs !== null) hiddenMs += now() - hiddenSinceMs;
    hiddenSinceMs = document.hidden ? now() : null;
  });
  // Assistive technology presses with a click alone.
  listen(['pointerdown', 'keydown', 'paste', 'click'], () => {
    firstMs ??= now();
  });

  const length = (ms: number) => Math.round(Math.min(MS_MAX, Math.max(0, ms)));
  return ({ nowMs, handOut }) => ({
    ageMs: length(nowMs - originMs),
    firstInteractionMs: firstMs === null ? null : length(firstMs - originMs),
    submitMs: handOut ? length(nowMs - originMs) : null,
    hiddenMs: length(hiddenMs + (hiddenSinceMs === null ? 0 : nowMs - hiddenSinceMs)),
    restored,
  });
}
