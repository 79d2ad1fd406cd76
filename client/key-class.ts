export type KeyClass = 'char' | 'edit' | 'nav' | 'modifier' | 'enter' | 'tab' | 'other';

const CLASSES: readonly (readonly [RegExp, KeyClass])[] = [
  [/^Enter$/, 'enter'],
  [/^Tab$/, 'tab'],
  [/^(Backspace|Delete)$/, 'edit'],
  [/^(Shift|Control|Alt|AltGraph|Meta|CapsLock)$/, 'modifier'],
  [/^(Home|End|Page|Arrow)/, 'nav'],
];

/** The key itself ends here: what goes on is its class. */
export function keyClass(event: KeyboardEvent): KeyClass {
  // Chromium's autofill sends keydown events without a key; an input method's keys, its Enter too, are not the page's.
  if (typeof event.key !== 'string' || event.isComposing) return 'other';
  if ([...event.key].length === 1) return 'char';
  return CLASSES.find(([pattern]) => pattern.test(event.key))?.[1] ?? 'other';
}
