import type { Streams } from '../../shared/wire/streams.ts';
import { capped } from '../capped.ts';
import { DWELL_MS_MAX, HELD_MAX } from '../limits.ts';
import { samples } from '../samples.ts';
import type { Watch } from '../watch.ts';

type KeyClass = 'char' | 'edit' | 'nav' | 'modifier' | 'enter' | 'tab' | 'other';

const CLASSES: readonly (readonly [RegExp, KeyClass])[] = [
  [/^Enter$/, 'enter'],
  [/^Tab$/, 'tab'],
  [/^(Backspace|Delete)$/, 'edit'],
  [/^(Shift|Control|Alt|AltGraph|Meta|CapsLock)$/, 'modifier'],
  [/^(Home|End|Page|Arrow)/, 'nav'],
];

/** The key itself ends here: what goes on is its class. */
function classOf(event: KeyboardEvent): KeyClass {
  // Chromium's autofill sends keydown events without a key; an input method's keys, its Enter too, are not the page's.
  if (typeof event.key !== 'string' || event.isComposing) return 'other';
  if ([...event.key].length === 1) return 'char';
  return CLASSES.find(([pattern]) => pattern.test(event.key))?.[1] ?? 'other';
}

/** The rhythm of the keys. A key's identity is kept only while it is down, to find its own release, and nowhere else. */
export function keys({ listen, listenToAll }: Watch): () => Streams['keys'] {
  const counts = { char: 0, edit: 0, nav: 0, modifier: 0, enter: 0, tab: 0, other: 0, rollovers: 0, untrusted: 0 };
  const dwellMs = samples();
  const gapMs = samples();
  const held = new Map<string, { sinceMs: number; isModifier: boolean }>();
  let lastDownMs: number | null = null;

  listenToAll(['keydown', 'keyup'], event => {
    if (!event.isTrusted) counts.untrusted += 1;
  });
  listen(['keydown'], event => {
    if (event.repeat) return;
    const kind = classOf(event);
    counts[kind] += 1;
    if (lastDownMs !== null) gapMs.add(event.timeStamp - lastDownMs);
    lastDownMs = event.timeStamp;
    const isModifier = kind === 'modifier';
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
