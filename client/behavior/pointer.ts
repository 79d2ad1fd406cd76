import type { Streams } from '../../shared/wire/streams.ts';
import { capped } from '../capped.ts';
import { CLICK_FOLLOWS_MS, HELD_MAX } from '../limits.ts';
import { samples } from '../samples.ts';
import type { Watch } from '../watch.ts';

const PATH_RATIO_MAX = 1e6;

/** How crooked the mouse or pen went. Fingers leave no path between touches, so theirs are not in it. No coordinate is kept but two. */
function path() {
  let first: { x: number; y: number } | null = null;
  let last = { x: 0, y: 0 };
  let moves = 0;
  let travelled = 0;
  return {
    add(x: number, y: number) {
      if (first === null) first = { x, y };
      else travelled += Math.hypot(x - last.x, y - last.y);
      last = { x, y };
      moves += 1;
    },
    ratio(): number | null {
      if (first === null || moves < 2) return null;
      const straight = Math.hypot(last.x - first.x, last.y - first.y);
      // Back at its very start the ratio has no bound.
      if (straight === 0) return travelled === 0 ? 1 : PATH_RATIO_MAX;
      return Math.min(PATH_RATIO_MAX, Math.round((travelled / straight) * 1000) / 1000);
    },
  };
}

export function pointer({ listen, listenToAll }: Watch): () => Streams['pointer'] {
  const counts = { moves: 0, mousePresses: 0, touchPresses: 0, penPresses: 0, wheels: 0, untrusted: 0 };
  const trail = path();
  const pressMs = samples();
  const down = new Map<number, number>();
  let lastOwnerMs = Number.NEGATIVE_INFINITY;

  listenToAll(['pointerdown', 'pointermove', 'click', 'wheel'], event => {
    if (!event.isTrusted) counts.untrusted += 1;
  });
  listen(['pointermove'], event => {
    counts.moves += 1;
    if (event.pointerType !== 'touch') trail.add(event.screenX, event.screenY);
  });
  listen(['pointerdown'], event => {
    lastOwnerMs = event.timeStamp;
    if (event.pointerType === 'touch') counts.touchPresses += 1;
    else if (event.pointerType === 'pen') counts.penPresses += 1;
    else counts.mousePresses += 1;
    if (down.size < HELD_MAX) down.set(event.pointerId, event.timeStamp);
  });
  listen(['pointerup', 'pointercancel'], event => {
    lastOwnerMs = event.timeStamp;
    const since = down.get(event.pointerId);
    down.delete(event.pointerId);
    // A cancelled press became a scroll.
    if (since !== undefined && event.type === 'pointerup') pressMs.add(event.timeStamp - since);
  });
  listen(['keydown', 'keyup'], event => {
    lastOwnerMs = event.timeStamp;
  });
  listen(['click'], event => {
    // Screen readers and switch devices press with a click alone; that is a press like any other.
    if (event.timeStamp - lastOwnerMs > CLICK_FOLLOWS_MS) counts.mousePresses += 1;
  });
  listen(['wheel'], () => {
    counts.wheels += 1;
  });

  return () => ({ ...capped(counts), pressMs: pressMs.quantiles(), pathRatio: trail.ratio() });
}
