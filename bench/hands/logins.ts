import type { SeededRandom } from '../../test/support/seeded-random.ts';
import { GENERATORS, type GeneratorName, pressesOf, styleOf } from './attackers.ts';
import { aimAt, type Hand, handOf, type Motion, motionOf, type Point, pressOf, type Target } from './hand.ts';
import { Page, type Played, type Screen, screenOf } from './page.ts';
import { TYPING_PROGRAMS, type TypingProgram, type Typist, type, typistOf } from './typing.ts';

/** A login form somewhere on a page: two fields above a button. */
function formOf(random: SeededRandom): readonly Target[] {
  const [x, y] = [random.between(100, 900), random.between(150, 500)];
  const [width, height] = [random.between(180, 420), random.between(24, 56)];
  const next = height + random.between(12, 60);
  const button = random.unit() < 0.5 ? width : random.between(70, 160);
  return [
    { x, y, width, height },
    { x, y: y + next, width, height },
    { x: x + (random.unit() < 0.3 ? width - button : 0), y: y + 2 * next, width: button, height },
  ];
}

const somewhere = (random: SeededRandom): Point => ({ x: random.between(50, 1250), y: random.between(50, 850) });
/** The name is often there already. */
const NAME_KNOWN = 0.3;
const userCharacters = (random: SeededRandom): number =>
  random.unit() < NAME_KNOWN ? 0 : Math.round(random.between(6, 28));
const passwordCharacters = (random: SeededRandom): number => Math.round(random.between(8, 22));

/** Some come into the page while they already move: its first part is never heard. */
function enteredLate(motion: Motion, random: SeededRandom): Motion {
  const from = random.unit() < 0.25 ? Math.floor(motion.length * random.between(0.05, 0.45)) : 0;
  const first = motion[from]?.ms ?? 0;
  return motion.slice(from).map(it => ({ ...it, ms: it.ms - first }));
}

/** Which of the form's three are reached by the pointer; the others by Tab and Enter. Programs choose as people do, lest the number tells. */
function reachesByPointer(random: SeededRandom): (n: number) => boolean {
  const tabs = random.unit() < 0.3;
  const enters = random.unit() < 0.3;
  return n => n === 0 || (!tabs && !(n === 2 && enters));
}

/** What is known of the person, and of the page; the rest is drawn. */
export type Like = {
  readonly hand?: Partial<Hand>;
  readonly typist?: Partial<Typist>;
  readonly form?: readonly Target[];
};
type OpenPage = (screen: Screen, startMs: number) => Page;

/** One person's login, as the agent tells of it. */
export function personLogin(
  random: SeededRandom,
  like: Like = {},
  open: OpenPage = (screen, startMs) => new Page(screen, startMs),
): Played {
  const hand = { ...handOf(random), ...like.hand };
  const typist = { ...typistOf(random), ...like.typist };
  const page = open(screenOf(random), random.between(800, 9000));
  const goes = reachesByPointer(random);
  let at = somewhere(random);
  for (const [n, target] of (like.form ?? formOf(random)).entries()) {
    page.nowMs += random.logNormal(500, 0.5);
    if (goes(n)) {
      const to = aimAt(hand, target, random);
      const whole = motionOf(hand, at, to, Math.min(target.width, target.height), random);
      const motion = n === 0 ? enteredLate(whole, random) : whole;
      page.approach({ motion, steps: false }, pressOf(hand, random), target, random);
      at = to;
    }
    if (n < 2) type(page, typist, n === 0 ? userCharacters(random) : passwordCharacters(random), random);
  }
  return page.read();
}

export type Attack = { readonly moves: GeneratorName; readonly types: TypingProgram };

/** These come at the times that were recorded, not at the style's steps. */
const REPLAYS: readonly GeneratorName[] = ['replay', 'cutReplay'];

/** One program's login. */
export function programLogin({ moves, types }: Attack, random: SeededRandom): Played {
  const style = styleOf(random);
  const presses = pressesOf(random);
  const typist = TYPING_PROGRAMS[types](random);
  const page = new Page(screenOf(random), random.between(300, 6000));
  const goes = reachesByPointer(random);
  let at = random.unit() < 0.4 ? { x: 0, y: 0 } : somewhere(random);
  for (const [n, target] of formOf(random).entries()) {
    page.nowMs += random.between(20, 1500);
    if (goes(n)) {
      const to = presses.aim(target, random);
      const motion = GENERATORS[moves](style, at, to, target, random);
      page.approach({ motion, steps: style.steps && !REPLAYS.includes(moves) }, presses.press(random), target, random);
      at = to;
    }
    if (n < 2) type(page, typist, n === 0 ? userCharacters(random) : passwordCharacters(random), random);
  }
  return page.read();
}
