import type { SeededRandom } from '../../test/support/seeded-random.ts';
import { Page, PLAIN_SCREEN, type Played } from './page.ts';

/** How someone types: from each key's press to its release, to the next key's press, and how often a key is taken back. */
export type Typist = {
  readonly dwellMs: (random: SeededRandom) => number;
  readonly gapMs: (random: SeededRandom) => number;
  readonly corrects: number;
  /** No key goes down before the last is up. */
  readonly liftsFirst: boolean;
  readonly scanMs: number;
};

const MS_LEAST = 1;
const BLURS = 0.05;
const GAP_LEAST_MS = 15;

/**
 * Log-normal times between and within persons, from the even rhythm of a password typed every day to one that looks for each key;
 * some let go of a key before the next, and some have a tool that blurs the rhythm (more than there are: the model is to know them).
 */
export function typistOf(random: SeededRandom): Typist {
  const dwell = random.logNormal(92, 0.28);
  const dwellSigma = random.between(0.1, 0.4);
  const gap = random.logNormal(175, 0.42);
  const gapSigma = random.between(0.12, 0.65);
  const thinks = random.unit() < 0.4 ? 0 : random.between(0, 0.12);
  const liftsFirst = random.unit() < 0.35;
  const blurMs = random.unit() < BLURS ? random.between(40, 150) : 0;
  const blur = (draws: SeededRandom): number => blurMs * draws.unit();
  return {
    dwellMs: draws => draws.logNormal(dwell, dwellSigma) + blur(draws),
    gapMs: draws =>
      Math.max(GAP_LEAST_MS, draws.logNormal(gap, gapSigma)) +
      (draws.unit() < thinks ? draws.logNormal(600, 0.6) : 0) +
      blur(draws),
    corrects: random.unit() < 0.5 ? 0 : random.between(0.005, 0.08),
    liftsFirst,
    scanMs: scanOf(random),
  };
}

/** How often keyboards are asked; wireless ones, and desktops far away, seldom. */
const scanOf = (random: SeededRandom): number => [1, 1, 8, 8, 16][Math.floor(random.unit() * 5)] ?? 1;

/** Some make mistakes on purpose; sending keys over one another is more work than any does. */
const ofPrograms = (random: SeededRandom) => ({
  corrects: random.unit() < 0.3 ? random.between(0.005, 0.08) : 0,
  liftsFirst: true,
  scanMs: random.unit() < 0.3 ? 1 : 0.1,
});

const AT_ONCE_MS = 4;
/** From a key's release to the next press: many tools know one delay only, while the key is down. */
const restOf = (random: SeededRandom, low: number, high: number): number =>
  random.unit() < 0.3 ? random.between(0, AT_ONCE_MS) : random.between(low, high);

/** Programs, by what the next key waits for: a fixed time, any time between two, a bell about one. */
export const TYPING_PROGRAMS = {
  metronome: random => {
    const [dwell, rest] = [
      random.unit() < 0.4 ? random.between(0, 5) : random.between(20, 130),
      restOf(random, 40, 260),
    ];
    // Timers of an operating system come a little late.
    return {
      dwellMs: draws => dwell + 3 * draws.unit(),
      gapMs: draws => dwell + rest + 4 * draws.unit(),
      ...ofPrograms(random),
    };
  },
  uniform: random => {
    const [low, wide] = [restOf(random, 30, 150), random.between(30, 200)];
    const fixed = random.unit() < 0.5 ? random.between(0, 60) : null;
    const [least, width] = [random.between(20, 120), random.between(20, 120)];
    const dwell = (draws: SeededRandom): number =>
      fixed === null ? least + width * draws.unit() : fixed + 2 * draws.unit();
    // Where the key is held for any time, some tools wait no more after it.
    const after = (draws: SeededRandom): number =>
      fixed === null && low < AT_ONCE_MS ? low : low + wide * draws.unit();
    return { dwellMs: dwell, gapMs: draws => dwell(draws) + after(draws), ...ofPrograms(random) };
  },
  bell: random => {
    const [rest, part] = [restOf(random, 80, 250), random.between(0.1, 0.3)];
    const [dwell, dwellPart] = [random.between(30, 130), random.between(0.02, 0.25)];
    return {
      dwellMs: draws => dwell * (1 + dwellPart * draws.normal()),
      gapMs: draws => dwell + rest * Math.max(0.1, 1 + part * draws.normal()),
      ...ofPrograms(random),
    };
  },
} as const satisfies Record<string, (random: SeededRandom) => Typist>;
export type TypingProgram = keyof typeof TYPING_PROGRAMS;
const LETS_GO_FIRST_MS = 1;

type KeyEvent = {
  readonly type: 'keydown' | 'keyup';
  readonly ms: number;
  readonly code: string;
  readonly key: string;
};

/** So many characters from now on. */
export function type(page: Page, typist: Typist, characters: number, random: SeededRandom): void {
  let downMs = page.nowMs + random.between(20, 400);
  const press = (code: string, key: string): void => {
    const dwell = Math.max(MS_LEAST, typist.dwellMs(random));
    const gap = typist.gapMs(random);
    events.push({ type: 'keydown', ms: downMs, code, key }, { type: 'keyup', ms: downMs + dwell, code, key });
    downMs += Math.max(gap, typist.liftsFirst ? dwell + LETS_GO_FIRST_MS : MS_LEAST);
  };
  const events: KeyEvent[] = [];
  for (let i = 0; i < characters; i++) {
    if (random.unit() < typist.corrects) {
      press(`Key${i}wrong`, 'x');
      press(`Backspace${i}`, 'Backspace');
    }
    press(`Key${i}`, 'a');
  }
  const scanned = (ms: number): number => Math.ceil(ms / typist.scanMs) * typist.scanMs;
  for (const it of events.sort((a, b) => a.ms - b.ms)) page.key(it.type, scanned(it.ms), it.code, it.key);
}

/** A recorded entry as the agent would have told of it. */
export function phrasePlayed(keys: readonly { readonly downMs: number; readonly upMs: number }[]): Played {
  const page = new Page(PLAIN_SCREEN, 0);
  const events = keys.flatMap(({ downMs, upMs }, i): KeyEvent[] => [
    { type: 'keydown', ms: downMs, code: `Key${i}`, key: 'a' },
    { type: 'keyup', ms: upMs, code: `Key${i}`, key: 'a' },
  ]);
  for (const it of events.sort((a, b) => a.ms - b.ms)) page.key(it.type, it.ms, it.code, it.key);
  return page.read();
}
