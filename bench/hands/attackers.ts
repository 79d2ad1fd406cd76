import type { SeededRandom } from '../../test/support/seeded-random.ts';
import {
  aimAt,
  type Hand,
  handOf,
  type Motion,
  motionOf,
  type Point,
  type Press,
  pressOf,
  type Target,
} from './hand.ts';

/**
 * Ways in which programs move a pointer. `steps`: each place is an event of its own (DevTools protocol); else the desktop is driven,
 * and the browser takes what it finds at each frame.
 */
export type Drive = { readonly motion: Motion; readonly steps: boolean };
/** What a program keeps for all movements of its visit. */
export type Style = {
  readonly steps: boolean;
  readonly stepMs: (random: SeededRandom) => number;
  readonly count: number;
  readonly ease: Ease;
  readonly hand: Hand;
  readonly noisePx: number;
};
export type Generator = (style: Style, from: Point, to: Point, target: Target, random: SeededRandom) => Motion;

type Ease = (s: number) => number;
const EASINGS: readonly Ease[] = [
  s => s,
  s => (s < 0.5 ? 2 * s * s : 1 - 2 * (1 - s) ** 2),
  s => (s < 0.5 ? 4 * s ** 3 : 1 - 4 * (1 - s) ** 3),
  s => 1 - (1 - s) ** 2,
  s => 1 - (1 - s) ** 3,
  s => (1 - Math.cos(Math.PI * s)) / 2,
  s => Math.sin((Math.PI * s) / 2),
];
const pick = <T>(list: readonly T[], random: SeededRandom, fallback: T): T =>
  list[Math.floor(random.unit() * list.length)] ?? fallback;
const linear: Ease = s => s;
const minimumJerkEase: Ease = s => 10 * s ** 3 - 15 * s ** 4 + 6 * s ** 5;

export function styleOf(random: SeededRandom): Style {
  const steps = random.unit() < 0.6;
  const base = steps ? pick([2, 5, 10, 16.7, 16.7], random, 10) : random.between(4, 15);
  const jitter = random.unit() < 0.5 ? 0 : random.between(0, 0.8);
  const lastsMs = Math.exp(random.between(Math.log(120), Math.log(1800)));
  return {
    steps,
    stepMs: draws => base * (1 + jitter * (2 * draws.unit() - 1)),
    count: Math.max(8, Math.min(150, Math.round(lastsMs / base))),
    ease: pick(EASINGS, random, linear),
    hand: handOf(random),
    noisePx: random.between(0.3, 3),
  };
}

/** Places along a curve, at the style's steps. */
function along(style: Style, curve: (s: number) => Point, random: SeededRandom, count = style.count): Motion {
  let ms = 0;
  return Array.from({ length: count + 1 }, (_, i) => {
    const place = { ms, ...curve(i / count) };
    ms += style.stepMs(random);
    return place;
  });
}

const mix = (from: Point, to: Point, s: number): Point => ({
  x: from.x + (to.x - from.x) * s,
  y: from.y + (to.y - from.y) * s,
});

/** Any degree, by de Casteljau. */
function bezier(points: readonly Point[], s: number): Point {
  let level = points;
  while (level.length > 1) level = level.slice(1).map((it, i) => mix(level[i] ?? it, it, s));
  return level[0] ?? { x: 0, y: 0 };
}

const straight: Generator = (style, from, to, _, random) => along(style, s => mix(from, to, s), random);
const eased: Generator = (style, from, to, _, random) => along(style, s => mix(from, to, style.ease(s)), random);
const minimumJerk: Generator = (style, from, to, _, random) =>
  along(style, s => mix(from, to, minimumJerkEase(s)), random);

/** Two control points to either side, in even or eased steps. */
const bezierCurve: Generator = (style, from, to, _, random) => {
  const far = Math.hypot(to.x - from.x, to.y - from.y);
  const control = (s: number): Point => {
    const at = mix(from, to, s);
    return { x: at.x + far * 0.25 * random.normal(), y: at.y + far * 0.25 * random.normal() };
  };
  const points = [from, control(random.between(0.1, 0.5)), control(random.between(0.5, 0.9)), to];
  return along(style, s => bezier(points, style.ease(s)), random);
};

/** As desktop libraries do that promise to look human: a curve of several knots, some of its places shifted, eased. */
const shakenCurve: Generator = (style, from, to, target, random) => {
  const base = random.unit() < 0.5 ? bezierCurve : minimumJerk;
  const clean = base(style, from, to, target, random);
  return clean.map((it, i) =>
    i === 0 || i === clean.length - 1 || random.unit() > 0.5
      ? it
      : { ms: it.ms, x: it.x + style.noisePx * random.normal(), y: it.y + style.noisePx * random.normal() },
  );
};

const GHOST = { spreadMax: 200, stepsLeast: 25, overshootFrom: 500, overshootRadius: 120, overshootSpread: 10 };

/** ghost-cursor's published way: a cubic Bezier curve with both anchors on one side, steps by Fitts' law, an overshoot when far. */
const ghostCursor: Generator = (style, from, to, target, random) => {
  const far = Math.hypot(to.x - from.x, to.y - from.y);
  if (far <= GHOST.overshootFrom) return ghostPath(style, { from, to, width: target.width, startMs: 0 }, random);
  const angle = random.between(0, 2 * Math.PI);
  const radius = GHOST.overshootRadius * Math.sqrt(random.unit());
  const beyond = { x: to.x + radius * Math.cos(angle), y: to.y + radius * Math.sin(angle) };
  const there = ghostPath(style, { from, to: beyond, width: target.width, startMs: 0 }, random);
  const spread = GHOST.overshootSpread;
  const back = {
    from: beyond,
    to,
    width: target.width,
    spread,
    startMs: (there.at(-1)?.ms ?? 0) + style.stepMs(random),
  };
  return [...there, ...ghostPath(style, back, random)];
};

function ghostPath(
  style: Style,
  way: {
    readonly from: Point;
    readonly to: Point;
    readonly width: number;
    readonly spread?: number;
    readonly startMs: number;
  },
  random: SeededRandom,
): Motion {
  const { from, to, width, startMs } = way;
  const far = Math.max(1, Math.hypot(to.x - from.x, to.y - from.y));
  const spread = way.spread ?? Math.min(GHOST.spreadMax, Math.max(2, far));
  const side = random.unit() < 0.5 ? -1 : 1;
  const normal = { x: (-(to.y - from.y) / far) * side, y: ((to.x - from.x) / far) * side };
  const anchor = (): Point => {
    const on = mix(from, to, random.unit());
    const off = random.unit() * spread;
    return { x: on.x + normal.x * off, y: on.y + normal.y * off };
  };
  const anchors = [anchor(), anchor()].sort(
    (a, b) => Math.hypot(a.x - from.x, a.y - from.y) - Math.hypot(b.x - from.x, b.y - from.y),
  );
  const bits = 2 * Math.log2((far * 0.8) / width + 1);
  const count = Math.ceil((Math.log2(bits + 1) + random.unit() * GHOST.stepsLeast) * 3);
  const path = along(style, s => bezier([from, ...anchors, to], s), random, Math.max(2, count));
  return path.map(it => ({ ...it, ms: it.ms + startMs }));
}

/** Land 2021: gravity to the target, wind that turns by chance, steps of bounded length. */
const windMouse: Generator = (style, from, to, _, random) => {
  const [gravity, wind, calmAt] = [random.between(7, 11), random.between(1, 5), random.between(8, 16)];
  let stepMax = random.between(8, 20);
  let [x, y, vx, vy, wx, wy, ms] = [from.x, from.y, 0, 0, 0, 0, 0];
  const motion = [{ ms, x, y }];
  for (let n = 0; n < 2000; n++) {
    const far = Math.hypot(to.x - x, to.y - y);
    if (far < 1) break;
    const blown = Math.min(wind, far);
    if (far >= calmAt) {
      wx = wx / Math.sqrt(3) + ((2 * random.unit() - 1) * blown) / Math.sqrt(5);
      wy = wy / Math.sqrt(3) + ((2 * random.unit() - 1) * blown) / Math.sqrt(5);
    } else {
      wx /= Math.sqrt(3);
      wy /= Math.sqrt(3);
      stepMax = stepMax < 3 ? random.between(3, 6) : stepMax / Math.sqrt(5);
    }
    vx += wx + (gravity * (to.x - x)) / far;
    vy += wy + (gravity * (to.y - y)) / far;
    const speed = Math.hypot(vx, vy);
    if (speed > stepMax) {
      const held = stepMax / 2 + (random.unit() * stepMax) / 2;
      vx = (vx / speed) * held;
      vy = (vy / speed) * held;
    }
    x += vx;
    y += vy;
    ms += style.stepMs(random);
    motion.push({ ms, x, y });
  }
  return motion;
};

/** From nowhere to the target. */
const teleport: Generator = (_style, _from, to) => [{ ms: 0, ...to }];

/** A person's own movement, turned and stretched to another target, its places and times blurred. */
const replay: Generator = ({ hand, noisePx }, from, to, target, random) => {
  const haste = random.between(0.85, 1.15);
  const recorded = motionOf(hand, from, to, Math.min(target.width, target.height), random);
  const kept = recorded.filter((_, i) => i % 4 === 0);
  return kept.map(it => ({
    ms: it.ms * haste,
    x: it.x + 0.3 * noisePx * random.normal(),
    y: it.y + 0.3 * noisePx * random.normal(),
  }));
};

/** A longer movement of a person's, played until it has come as far as the target, and cut there. */
const cutReplay: Generator = ({ hand }, from, to, target, random) => {
  const beyond = mix(from, to, random.between(1.2, 2.5));
  const recorded = motionOf(hand, from, beyond, Math.min(target.width, target.height), random);
  const far = Math.hypot(to.x - from.x, to.y - from.y);
  const end = recorded.findIndex(it => Math.hypot(it.x - from.x, it.y - from.y) >= far);
  return turnedTo(end === -1 ? recorded : recorded.slice(0, end + 1), from, to);
};

/** Turned and stretched about its beginning so that it ends where it should. */
function turnedTo(motion: Motion, from: Point, to: Point): Motion {
  const last = motion.at(-1) ?? { ms: 0, ...from };
  const [ax, ay, bx, by] = [last.x - from.x, last.y - from.y, to.x - from.x, to.y - from.y];
  const square = Math.max(1, ax * ax + ay * ay);
  const [cos, sin] = [(ax * bx + ay * by) / square, (ax * by - ay * bx) / square];
  return motion.map(({ ms, x, y }) => {
    const [dx, dy] = [x - from.x, y - from.y];
    return { ms, x: from.x + dx * cos - dy * sin, y: from.y + dx * sin + dy * cos };
  });
}

/** Random steps along a line, random places beside it, random waits: what scripts for sliders do. */
const stutter: Generator = (style, from, to, _, random) => {
  const far = Math.hypot(to.x - from.x, to.y - from.y);
  const [stepMax, aside, stops] = [random.between(4, 30), random.between(0, 6), random.between(0, 0.12)];
  const motion = [{ ms: 0, ...from }];
  let [ms, done] = [0, 0];
  while (done < far) {
    done = Math.min(far, done + stepMax * random.between(0.2, 1));
    ms += style.stepMs(random) * random.between(0.7, 2) + (random.unit() < stops ? random.between(80, 350) : 0);
    const on = mix(from, to, done / far);
    motion.push({ ms, x: on.x + aside * random.normal() * 0.3, y: on.y + aside * random.normal() });
  }
  return motion;
};

export const GENERATORS = {
  straight,
  eased,
  bezierCurve,
  minimumJerk,
  ghostCursor,
  windMouse,
  shakenCurve,
  stutter,
  cutReplay,
  teleport,
  replay,
} as const satisfies Record<string, Generator>;
export type GeneratorName = keyof typeof GENERATORS;

/** How programs press: at once, after a fixed time, after any time between two, or as a hand does. */
export type Presses = {
  readonly aim: (target: Target, random: SeededRandom) => Point;
  readonly press: (random: SeededRandom) => Press;
};

export function pressesOf(random: SeededRandom): Presses {
  const hand = handOf(random);
  const centre = (it: Target): Point => ({ x: it.x + it.width / 2, y: it.y + it.height / 2 });
  const anywhere = (it: Target, draws: SeededRandom): Point => ({
    x: it.x + it.width * draws.between(0.05, 0.95),
    y: it.y + it.height * draws.between(0.05, 0.95),
  });
  const aim = pick([centre, anywhere, (it: Target, draws: SeededRandom) => aimAt(hand, it, draws)], random, centre);
  const [settle, hold] = [random.between(20, 250), random.between(30, 150)];
  const ways: readonly Presses['press'][] = [
    draws => ({ settleMs: draws.between(0, 4), pressMs: draws.between(0, 4) }),
    () => ({ settleMs: settle, pressMs: hold }),
    draws => ({ settleMs: draws.between(0.5, 2) * settle, pressMs: draws.between(0.6, 1.6) * hold }),
    draws => pressOf(hand, draws),
  ];
  return { aim, press: pick(ways, random, draws => pressOf(hand, draws)) };
}
