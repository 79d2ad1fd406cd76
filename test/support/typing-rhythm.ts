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

/** `hunting`: one finger that looks for each key; `fluent`: ten that do not. */
const PACES = {
  usual: { gapMs: 112, gapSigma: 0.32, gapMsMin: 42, dwellMs: 82, dwellSigma: 0.22 },
  hunting: { gapMs: 720, gapSigma: 0.55, gapMsMin: 180, dwellMs: 150, dwellSigma: 0.35 },
  fluent: { gapMs: 66, gapSigma: 0.28, gapMsMin: 24, dwellMs: 74, dwellSigma: 0.2 },
} as const;
export type Typing = {
  readonly pace?: keyof typeof PACES;
  /** Caps Lock before and after a capital, in the place of Shift. */
  readonly capsLock?: boolean;
};

/**
 * The key events of a text, in milliseconds from its start: log-normal dwell and gaps, the next key often down before the last
 * is up, Shift pressed before its character and let go after it, as hands do.
 */
export function typingRhythm(
  text: string,
  random: SeededRandom,
  { pace = 'usual', capsLock = false }: Typing = {},
): KeyEvent[] {
  const { gapMs, gapSigma, gapMsMin, dwellMs, dwellSigma } = PACES[pace];
  const events: KeyEvent[] = [];
  const freeAt = new Map<string, number>();
  let atMs = 0;
  let shiftUpAt = 0;
  for (const character of text) {
    const key = KEYS.get(character) ?? character.toLowerCase();
    const dwell = Math.min(240, random.logNormal(dwellMs, dwellSigma));
    // A key must be up before it can go down again, and Shift up before a character without it.
    atMs = Math.max(atMs, shiftUpAt + 12, (freeAt.get(key) ?? 0) + 25);
    const locks = capsLock && /[A-Z]/.test(character);
    if (locks) atMs = lock(events, atMs, random);
    else if (SHIFTED.test(character)) {
      const lead = random.logNormal(95, 0.25);
      events.push({ atMs, does: 'keydown', key: 'Shift_L' });
      atMs += lead;
      shiftUpAt = atMs + dwell * random.between(0.7, 1.2);
      events.push({ atMs: shiftUpAt, does: 'keyup', key: 'Shift_L' });
    }
    events.push({ atMs, does: 'keydown', key }, { atMs: atMs + dwell, does: 'keyup', key });
    freeAt.set(key, atMs + dwell);
    atMs += Math.max(gapMsMin, random.logNormal(gapMs, gapSigma));
    if (locks) atMs = lock(events, Math.max(atMs, freeAt.get(key) ?? 0), random);
  }
  return events.sort((a, b) => a.atMs - b.atMs);
}

/** Caps Lock pressed and let go; when the hand is free again. */
function lock(events: KeyEvent[], atMs: number, random: SeededRandom): number {
  const upAt = atMs + random.logNormal(90, 0.2);
  events.push({ atMs, does: 'keydown', key: 'Caps_Lock' }, { atMs: upAt, does: 'keyup', key: 'Caps_Lock' });
  return upAt + random.logNormal(110, 0.25);
}
