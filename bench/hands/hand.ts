import type { SeededRandom } from '../../test/support/seeded-random.ts';

export type Point = { readonly x: number; readonly y: number };
export type Target = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
/** Sub-pixel places of a pointer in time. */
export type Motion = readonly { readonly ms: number; readonly x: number; readonly y: number }[];
export type Press = { readonly settleMs: number; readonly pressMs: number };

/** What is a person's own; each movement varies about it. */
export type Hand = {
  readonly device: 'mouse' | 'trackpad';
  /** Fitts' law. */
  readonly startMs: number;
  readonly msPerBit: number;
  /** Of the logarithm of time within a stroke (Plamondon's σ). */
  readonly sigma: number;
  readonly bend: number;
  readonly gain: number;
  /** Signal-dependent noise: the part of a stroke's length by which its end misses (Harris and Wolpert 1998). */
  readonly noise: number;
  readonly tremorPx: number;
  readonly tremorHz: number;
  readonly driftPx: number;
  readonly hesitates: number;
  readonly detours: number;
  readonly nudges: number;
  /** Presses before the pointer stands. */
  readonly hurries: number;
  readonly settleMs: number;
  readonly pressMs: number;
  /** Taps on a trackpad are as long as the driver says. */
  readonly taps: boolean;
  readonly aimSpread: number;
};

const MOVED_BY_STEP_MS = 4;
const STROKES_MAX = 7;
/** 99 % of a log-normal lies before exp(μ + 2.33 σ). */
const NINETY_NINE = 2.33;

/** More of the rare than there are, so that the model knows them. */
const SHAKES = 0.12;
const SLOW = 0.1;
const QUICK = 0.08;

/** Between persons: medians and spreads of the literature on pointing, wide rather than narrow. */
export function handOf(random: SeededRandom): Hand {
  const shakes = random.unit() < SHAKES;
  const device = random.unit() < 0.35 ? 'trackpad' : 'mouse';
  const rare = random.unit();
  const oddly = rare < SLOW ? random.between(1.8, 4.5) : rare < SLOW + QUICK ? random.between(0.35, 0.6) : 1;
  const slowness = random.logNormal(device === 'mouse' ? 1 : 1.25, 0.3) * oddly;
  return {
    device,
    startMs: random.logNormal(95, 0.35) * slowness,
    msPerBit: random.logNormal(95, 0.25) * slowness,
    sigma: random.between(0.16, 0.5),
    bend: random.logNormal(0.45, 0.5),
    gain: random.between(0.8, 1.04),
    noise: random.logNormal(0.09, 0.45),
    tremorPx: shakes ? random.logNormal(3, 0.6) : random.logNormal(0.25, 0.7),
    tremorHz: shakes ? random.between(4, 9) : random.between(7, 12),
    driftPx: random.logNormal(1.6, 0.7),
    hesitates: random.unit() < 0.1 ? 0 : random.between(0.02, 0.35),
    detours: random.between(0, 0.25),
    nudges: random.between(0, 0.5),
    hurries: random.unit() < 0.25 ? random.between(0.05, 0.4) : 0,
    settleMs: random.logNormal(85, 0.7),
    pressMs: random.logNormal(100, 0.38),
    taps: device === 'trackpad' && random.unit() < 0.4,
    aimSpread: random.between(0.12, 0.4),
  };
}

type Stroke = {
  readonly fromMs: number;
  readonly mu: number;
  readonly sigma: number;
  readonly by: Point;
  readonly bend: number;
};

/** Abramowitz and Stegun 7.1.26, error below 1.5e-7. */
function erf(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return Math.sign(x) * (1 - poly * Math.exp(-x * x));
}

/** How far a stroke has come: log-normal in time, its direction turning by `bend` from start to end. */
function reached({ fromMs, mu, sigma, by, bend }: Stroke, ms: number): Point {
  const t = ms - fromMs;
  if (t <= 0) return { x: 0, y: 0 };
  const done = 0.5 * (1 + erf((Math.log(t) - mu) / (sigma * Math.SQRT2)));
  const turn = Math.abs(bend) < 1e-3 ? 1e-3 : bend;
  const radius = Math.hypot(by.x, by.y) / (2 * Math.sin(turn / 2));
  const first = Math.atan2(by.y, by.x) - turn / 2;
  const now = first + turn * done;
  return { x: radius * (Math.sin(now) - Math.sin(first)), y: radius * (Math.cos(first) - Math.cos(now)) };
}

/** Where in the target a hand means to press. */
export function aimAt(hand: Hand, target: Target, random: SeededRandom): Point {
  const along = (size: number) => Math.max(-0.48, Math.min(0.48, hand.aimSpread * random.normal())) * size;
  return {
    x: target.x + target.width / 2 + along(target.width),
    y: target.y + target.height / 2 + along(target.height),
  };
}

/** A primary stroke that falls short or goes too far, and strokes that correct it until the pointer is where it was meant. */
export function motionOf(hand: Hand, from: Point, to: Point, size: number, random: SeededRandom): Motion {
  const strokes: Stroke[] = [];
  let at = from;
  let startMs = 0;
  let endMs = 0;
  const tolerance = Math.max(2, size * random.between(0.1, 0.4));
  const goals = [to];
  if (random.unit() < hand.detours) goals.unshift(detour(from, to, random));
  // The hand takes the mouse: a nudge before the way begins.
  if (random.unit() < hand.nudges)
    goals.unshift({ x: from.x + 12 * random.normal(), y: from.y + 12 * random.normal() });
  for (const goal of goals) {
    for (let n = 0; n < STROKES_MAX; n++) {
      const left = { x: goal.x - at.x, y: goal.y - at.y };
      const far = Math.hypot(left.x, left.y);
      if (n > 0 && far < tolerance) break;
      const stroke = strokeOf(hand, left, { first: n === 0, size, startMs }, random);
      strokes.push(stroke);
      at = { x: at.x + stroke.by.x, y: at.y + stroke.by.y };
      endMs = startMs + Math.exp(stroke.mu + NINETY_NINE * stroke.sigma);
      const pause = random.unit() < hand.hesitates ? random.logNormal(160, 0.5) : 0;
      // The next stroke is planned while this one runs: they overlap.
      startMs += (endMs - startMs) * random.between(0.5, 1.1) + pause;
    }
  }
  const hurry = random.unit() < hand.hurries ? random.between(0.03, 0.15) : 0;
  return sampled(hand, { strokes, from, endMs: endMs * (1 - hurry) }, random);
}

function strokeOf(
  hand: Hand,
  left: Point,
  { first, size, startMs }: { readonly first: boolean; readonly size: number; readonly startMs: number },
  random: SeededRandom,
): Stroke {
  const far = Math.hypot(left.x, left.y);
  // A trackpad's finger comes to its edge: long ways are several swipes.
  const swipe = hand.device === 'trackpad' ? random.logNormal(420, 0.4) : random.logNormal(1100, 0.5);
  const share = Math.min(1, swipe / far) * (first ? hand.gain + 0.05 * random.normal() : 1);
  const along = share + hand.noise * random.normal();
  // The way to a far target sets out a little wrong; the last strokes hook.
  const across = hand.noise * (first ? 0.9 : 1.6) * random.normal();
  const by = { x: left.x * along - left.y * across, y: left.y * along + left.x * across };
  const bits = Math.log2(Math.hypot(by.x, by.y) / Math.max(8, size) + 1);
  const lastsMs = Math.max(60, random.logNormal(hand.startMs + hand.msPerBit * bits, 0.2));
  const sigma = Math.max(0.1, hand.sigma * random.logNormal(1, 0.2));
  return { fromMs: startMs, mu: Math.log(lastsMs) - NINETY_NINE * sigma, sigma, by, bend: hand.bend * random.normal() };
}

const detour = (from: Point, to: Point, random: SeededRandom): Point => ({
  x: from.x + (to.x - from.x) * random.between(0.3, 1.1) + 80 * random.normal(),
  y: from.y + (to.y - from.y) * random.between(0.3, 1.1) + 80 * random.normal(),
});

function sampled(
  hand: Hand,
  { strokes, from, endMs }: { readonly strokes: readonly Stroke[]; readonly from: Point; readonly endMs: number },
  random: SeededRandom,
): Motion {
  const motion: { ms: number; x: number; y: number }[] = [];
  const phase = random.between(0, 2 * Math.PI);
  const tremor = hand.tremorPx * random.logNormal(1, 0.3);
  let drift = { x: 0, y: 0 };
  let before: Point = from;
  for (let ms = 0; ms <= endMs; ms += MOVED_BY_STEP_MS) {
    let [x, y] = [from.x, from.y];
    for (const stroke of strokes) {
      const by = reached(stroke, ms);
      x += by.x;
      y += by.y;
    }
    // Noise grows with speed, and fades within some 80 ms.
    const speed = Math.hypot(x - before.x, y - before.y) / MOVED_BY_STEP_MS;
    before = { x, y };
    const push = hand.driftPx * Math.min(2, speed) * 0.35;
    drift = { x: drift.x * 0.95 + push * random.normal() * 0.3, y: drift.y * 0.95 + push * random.normal() * 0.3 };
    const shake = tremor * Math.sin((2 * Math.PI * hand.tremorHz * ms) / 1000 + phase);
    motion.push({ ms, x: x + drift.x + shake, y: y + drift.y + shake * 0.7 });
  }
  return motion;
}

export const pressOf = (hand: Hand, random: SeededRandom): Press => ({
  settleMs: Math.min(4000, random.logNormal(hand.settleMs, 0.65)),
  pressMs: hand.taps ? random.between(0, 120) : random.logNormal(hand.pressMs, 0.26),
});
