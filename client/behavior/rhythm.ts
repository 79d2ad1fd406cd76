import type { Streams } from '../../shared/wire/streams.ts';
import { capped } from '../capped.ts';
import { keyClass } from '../key-class.ts';
import { DWELL_MS_MAX, HELD_MAX } from '../limits.ts';
import { samples } from '../samples.ts';
import type { Watch } from '../watch.ts';

/** The rhythm of the keys. A key's identity is kept only while it is down, to find its own release, and nowhere else. */
export function rhythm({ listen }: Watch): () => Streams['rhythm'] {
  const counts = { rollovers: 0 };
  const dwellMs = samples();
  const gapMs = samples();
  const held = new Map<string, { sinceMs: number; isModifier: boolean }>();
  let lastDownMs: number | null = null;

  listen(['keydown'], event => {
    if (event.repeat) return;
    if (lastDownMs !== null) gapMs.add(event.timeStamp - lastDownMs);
    lastDownMs = event.timeStamp;
    const isModifier = keyClass(event) === 'modifier';
    if (!isModifier && [...held.values()].some(it => !it.isModifier)) counts.rollovers += 1;
    if (held.size < HELD_MAX) held.set(event.code, { sinceMs: event.timeStamp, isModifier });
  });
  listen(['keyup'], event => {
    const pressed = held.get(event.code);
    held.delete(event.code);
    const ms = event.timeStamp - (pressed?.sinceMs ?? Number.NEGATIVE_INFINITY);
    if (ms <= DWELL_MS_MAX) dwellMs.add(ms);
  });
  // The releases of keys held while the window loses the focus go elsewhere.
  listen(['blur', 'visibilitychange'], event => {
    if (event.target === event.currentTarget || event.type === 'visibilitychange') held.clear();
  });

  return () => ({ ...capped(counts), dwellMs: dwellMs.quantiles(), gapMs: gapMs.quantiles() });
}
