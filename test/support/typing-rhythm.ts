import type { SeededRandom } from './seeded-random.ts';

export type KeyEvent = { atMs: number; does: 'keydown' | 'keyup'; key: string };

/** X11's names of the keys of a US keyboard, and which of them need Shift for the character. */
const KEYS = new Map<string, string>([
  [' ', 'space'],
  ['-', 'minus'],
  ['.', 'period'],
  ['+', 'equal'],
  ['_', 'minus'],
  ['@', '2'],
  ['!', '1'],
]);
const SHIFTED = /[A-Z@_+!]/;

const GAP_MEDIAN_MS = 112;
const GAP_SIGMA = 0.32;
const GAP_MIN_MS = 42;
const DWELL_MEDIAN_MS = 82;
const DWELL_SIGMA = 0.22;

/**
 * The key events of a text, in milliseconds from its start: log-normal dwell and gaps, the next key often down before the last
 * is up, Shift pressed before its character and let go after it, as hands do.
 */
export function typingRhythm(text: string, random: SeededRandom): KeyEvent[] {
  const events: KeyEvent[] = [];
  const freeAt = new Map<string, number>();
  let atMs = 0;
  let shiftUpAt = 0;
  for (const character of text) {
    const key = KEYS.get(character) ?? character.toLowerCase();
    const dwell = Math.min(240, random.logNormal(DWELL_MEDIAN_MS, DWELL_SIGMA));
    // A key must be up before it can go down again, and Shift up before a character without it.
    atMs = Math.max(atMs, shiftUpAt + 12, (freeAt.get(key) ?? 0) + 25);
    if (SHIFTED.test(character)) {
      const lead = random.logNormal(95, 0.25);
      events.push({ atMs, does: 'keydown', key: 'Shift_L' });
      atMs += lead;
      shiftUpAt = atMs + dwell * random.between(0.7, 1.2);
      events.push({ atMs: shiftUpAt, does: 'keyup', key: 'Shift_L' });
    }
    events.push({ atMs, does: 'keydown', key }, { atMs: atMs + dwell, does: 'keyup', key });
    freeAt.set(key, atMs + dwell);
    atMs += Math.max(GAP_MIN_MS, random.logNormal(GAP_MEDIAN_MS, GAP_SIGMA));
  }
  return events.sort((a, b) => a.atMs - b.atMs);
}
