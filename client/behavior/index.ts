import type { StreamName, Streams } from '../../shared/wire/streams.ts';
import type { Stream } from '../watch.ts';
import { activation } from './activation.ts';
import { focus } from './focus.ts';
import { inputEvents } from './input-events.ts';
import { keys } from './keys.ts';
import { movements } from './movements.ts';
import { page } from './page.ts';
import { pointer } from './pointer.ts';
import { rhythm } from './rhythm.ts';

/** In the order of need: what does not fit is shed from the end. */
export const behavior = { page, focus, keys, pointer, inputEvents, activation, rhythm, movements } satisfies {
  [N in StreamName]: Stream<Streams[N]>;
};
