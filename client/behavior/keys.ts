import type { Streams } from '../../shared/wire/streams.ts';
import { capped } from '../capped.ts';
import { keyClass } from '../key-class.ts';
import type { Watch } from '../watch.ts';

/** How often each kind of key was pressed. */
export function keys({ listen, listenToAll }: Watch): () => Streams['keys'] {
  const counts = { char: 0, edit: 0, nav: 0, modifier: 0, enter: 0, tab: 0, other: 0, untrusted: 0 };
  listenToAll(['keydown', 'keyup'], event => {
    if (!event.isTrusted) counts.untrusted += 1;
  });
  listen(['keydown'], event => {
    if (!event.repeat) counts[keyClass(event)] += 1;
  });
  return () => capped(counts);
}
