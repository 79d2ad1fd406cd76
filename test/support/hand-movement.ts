import type { SeededRandom } from './seeded-random.ts';

export type Point = { x: number; y: number };
export type MovePoint = Point & { atMs: number };

/** A stroke of the hand: from `startMs`, its speed a log-normal of (mu, sigma), along an arc. */
type Stroke = { startMs: number; mu: number; sigma: number; from: Point; to: Point; bend: number };

/** USB mice report about every 8 ms. */
const REPORT_MS = 8;
/** The tremor of a resting hand: 8 to 12 Hz, well under a pixel; of Parkinson's disease: 4 to 6 Hz (Jankovic 2008), and wide. */
const TREMORS = { resting: { px: 0.35, hz: 10 }, shaking: { px: 7, hz: 5 } } as const;
export type Tremor = keyof typeof TREMORS;

function erf(x: number): number {
  // Abramowitz and Stegun 7.1.26, error below 1.5e-7.
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return Math.sign(x) * (1 - poly * Math.exp(-x * x));
}

/** The share of a stroke that is done at a time. */
function progress(stroke: Stroke, atMs: number): number {
  const t = atMs - stroke.startMs;
  return t <= 0 ? 0 : 0.5 * (1 + erf((Math.log(t) - stroke.mu) / (stroke.sigma * Math.SQRT2)));
}

/** How far the stroke has moved the hand: on an arc whose direction turns by `bend` from start to end. */
function shift(stroke: Stroke, atMs: number): Point {
  const done = progress(stroke, atMs);
  const dx = stroke.to.x - stroke.from.x;
  const dy = stroke.to.y - stroke.from.y;
  const bend = Math.abs(stroke.bend) < 1e-3 ? 1e-3 : stroke.bend;
  const radius = Math.hypot(dx, dy) / (2 * Math.sin(bend / 2));
  const first = Math.atan2(dy, dx) - bend / 2;
  const now = first + bend * done;
  return { x: radius * (Math.sin(now) - Math.sin(first)), y: radius * (Math.cos(first) - Math.cos(now)) };
}

function strokeOf(from: Point, to: Point, startMs: number, lastsMs: number, random: SeededRandom): Stroke {
  const sigma = random.between(0.24, 0.36);
  // 99 % of the way is done at exp(mu + 2.33 sigma).
  const mu = Math.log(lastsMs) - 2.33 * sigma;
  return { startMs, mu, sigma, from, to, bend: random.normal() * 0.22 };
}

/**
 * A hand's way from one point to another, in screen pixels and milliseconds from its start, the last point on the target: the
 * sigma-lognormal model (Plamondon 1995), with Fitts' law for the time, a first stroke that under- or overshoots and one or two
 * that correct it. `width` is the target's smaller side.
 */
export function handMovement(
  from: Point,
  to: Point,
  width: number,
  random: SeededRandom,
  tremor: Tremor = 'resting',
): MovePoint[] {
  const distance = Math.hypot(to.x - from.x, to.y - from.y);
  if (distance < 2) return [{ atMs: 0, ...to }];
  const strokes: Stroke[] = [];
  const total = random.logNormal(190 + 125 * Math.log2(distance / Math.max(8, width) + 1), 0.16);
  let here = from;
  let startMs = 0;
  for (const share of random.unit() < 0.3 ? [0.68, 0.25, 0.2] : [0.78, 0.28]) {
    const last = strokes.length > 0 && (share === 0.2 || total < 350 || random.unit() < 0.6);
    const left = Math.hypot(to.x - here.x, to.y - here.y);
    // Aim scatters along the way more than across it, and rather short than far.
    const along = last ? 0 : left * (-0.03 + 0.055 * random.normal());
    const across = last ? 0 : left * 0.02 * random.normal();
    const way = Math.atan2(to.y - here.y, to.x - here.x);
    const aim = {
      x: to.x + along * Math.cos(way) - across * Math.sin(way),
      y: to.y + along * Math.sin(way) + across * Math.cos(way),
    };
    strokes.push(strokeOf(here, aim, startMs, total * share, random));
    startMs += total * share * random.between(0.72, 0.95);
    here = aim;
    if (last) break;
  }
  return sample(strokes, { from, to, lastsMs: total * 1.15 }, random, tremor);
}

type Way = { readonly from: Point; readonly to: Point; readonly lastsMs: number };

function sample(strokes: Stroke[], { from, to, lastsMs }: Way, random: SeededRandom, kind: Tremor): MovePoint[] {
  const { px, hz } = TREMORS[kind];
  const points: MovePoint[] = [];
  const phase = random.between(0, 2 * Math.PI);
  let before: Point = { x: Math.round(from.x), y: Math.round(from.y) };
  for (let atMs = REPORT_MS; atMs < lastsMs; atMs += Math.max(4, REPORT_MS + 0.6 * random.normal())) {
    const moved = strokes.map(stroke => shift(stroke, atMs));
    const tremor = px * Math.sin((2 * Math.PI * hz * atMs) / 1000 + phase);
    const x = Math.max(0, Math.round(from.x + moved.reduce((sum, it) => sum + it.x, 0) + tremor));
    const y = Math.max(0, Math.round(from.y + moved.reduce((sum, it) => sum + it.y, 0) + tremor * 0.7));
    if (x !== before.x || y !== before.y) points.push({ atMs, x, y });
    before = { x, y };
  }
  const end = { atMs: lastsMs, x: Math.round(to.x), y: Math.round(to.y) };
  if (before.x !== end.x || before.y !== end.y) points.push(end);
  return points;
}
