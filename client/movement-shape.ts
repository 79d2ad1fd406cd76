import type { Approach } from '../shared/wire/streams.ts';

/** Where the pointer was: screen pixels, and the event's own time in ms. */
export type Sample = readonly [ms: number, x: number, y: number];
export type MovementShape = Omit<Approach, 'settleMs' | 'pressMs' | 'offset' | 'size'>;

/** Under these there is no shape, only pixels: a jump, a nudge. */
const SAMPLES_MIN = 5;
const PX_MIN = 40;
/** Speeds are taken on a grid of their own, so that screens of 60 and 144 Hz tell the same. Finer steps hold rounding alone. */
const STEP_MS = 20;
const STEPS_MAX = 400;
/** Turns are taken between corners this far apart: nearer ones turn by rounding. */
const CORNER_PX = 12;
/** A rise or fall of less than this part of the greatest speed is no movement of its own. */
const RIPPLE = 0.1;
/** Without an event for so long the hand rests. */
const STILL_MS = 100;

/** Never met: indices stay inside, which the compiler cannot see. */
const NOWHERE: Sample = [0, 0, 0];

const rounded = (value: number): number => Math.round(value * 1000) / 1000;
const between = (a: Sample, b: Sample): number => Math.hypot(b[1] - a[1], b[2] - a[2]);
const direction = (a: Sample, b: Sample): number => Math.atan2(b[2] - a[2], b[1] - a[1]);
/** -π to π, without its sign. */
const turned = (from: number, to: number): number => Math.abs(Math.atan2(Math.sin(to - from), Math.cos(to - from)));

/** A movement as numbers from which nobody can draw it again; null where there is too little of it. */
export function movementShape(samples: readonly Sample[]): MovementShape | null {
  const [first] = samples;
  const last = samples.at(-1);
  if (first === undefined || last === undefined || samples.length < SAMPLES_MIN) return null;
  const ms = last[0] - first[0];
  const px = between(first, last);
  if (px < PX_MIN || ms <= 0) return null;
  return { points: samples.length, ms: rounded(ms), px: Math.round(px), ...way(samples, px), ...pace(samples, ms) };
}

/** Where it went, whatever its speed. */
function way(samples: readonly Sample[], px: number) {
  let [travelled, bend, over, turn] = [0, 0, 0, 0];
  const first = samples[0] ?? NOWHERE;
  const last = samples.at(-1) ?? first;
  const [ux, uy] = [(last[1] - first[1]) / px, (last[2] - first[2]) / px];
  let before = first;
  let corner = first;
  let heading: number | null = null;
  for (const it of samples) {
    travelled += between(before, it);
    const [dx, dy] = [it[1] - first[1], it[2] - first[2]];
    bend = Math.max(bend, Math.abs(dx * uy - dy * ux));
    over = Math.max(over, dx * ux + dy * uy - px);
    if (between(corner, it) >= CORNER_PX) {
      const next = direction(corner, it);
      if (heading !== null) turn += turned(heading, next);
      heading = next;
      corner = it;
    }
    before = it;
  }
  return {
    path: rounded(travelled / px),
    bend: rounded(bend / px),
    over: rounded(over / px),
    turn: rounded(turn),
  };
}

/** How it went there: when which part of the way was done, and how even the speed was. */
function pace(samples: readonly Sample[], ms: number) {
  const done = [0];
  let [stillMs, repeats] = [0, 0];
  let step = [0, 0];
  for (let i = 1; i < samples.length; i++) {
    const [a, b] = [samples[i - 1] ?? NOWHERE, samples[i] ?? NOWHERE];
    done.push((done[i - 1] ?? 0) + between(a, b));
    if (b[0] - a[0] > STILL_MS) stillMs += b[0] - a[0];
    const next = [b[1] - a[1], b[2] - a[2]];
    if (next[0] === step[0] && next[1] === step[1]) repeats += 1;
    step = next;
  }
  const start = samples[0]?.[0] ?? 0;
  const share = (part: number): number => {
    const want = part * (done.at(-1) ?? 0);
    const i = Math.max(
      1,
      done.findIndex(it => it >= want),
    );
    const [from, to] = [done[i - 1] ?? 0, done[i] ?? 0];
    const [t0, t1] = [samples[i - 1]?.[0] ?? 0, samples[i]?.[0] ?? 0];
    return rounded((t0 + (to > from ? (want - from) / (to - from) : 0) * (t1 - t0) - start) / ms);
  };
  return {
    t25: share(0.25),
    t50: share(0.5),
    t75: share(0.75),
    t90: share(0.9),
    stillMs: rounded(stillMs),
    repeats: rounded(repeats / samples.length),
    ...evenness(onGrid(samples, ms)),
  };
}

/** The samples at equal steps of time, between them by straight lines. */
function onGrid(samples: readonly Sample[], ms: number): readonly Sample[] {
  const start = samples[0]?.[0] ?? 0;
  const steps = Math.min(STEPS_MAX, Math.floor(ms / STEP_MS));
  const grid: Sample[] = [];
  let i = 0;
  for (let step = 0; step <= steps; step++) {
    const at = start + step * STEP_MS;
    while (i < samples.length - 2 && (samples[i + 1]?.[0] ?? 0) < at) i++;
    const [a, b] = [samples[i] ?? NOWHERE, samples[i + 1] ?? NOWHERE];
    const part = b[0] > a[0] ? (at - a[0]) / (b[0] - a[0]) : 1;
    grid.push([at, a[1] + part * (b[1] - a[1]), a[2] + part * (b[2] - a[2])]);
  }
  return grid;
}

const rms = (values: readonly number[]): number => Math.sqrt(values.reduce((a, b) => a + b * b, 0) / values.length);

const NO_PROFILE = { peak: null, peaks: null, rough: null, wobble: null, curve: null, starts: null, ends: null };

/** None under five steps: too short to have a profile. */
function evenness(grid: readonly Sample[]) {
  const speeds = grid.slice(1).map((it, i) => between(grid[i] ?? it, it));
  const mean = speeds.reduce((a, b) => a + b, 0) / speeds.length;
  const peak = Math.max(...speeds);
  if (speeds.length < 5 || peak === 0) return NO_PROFILE;
  const second = speeds.slice(1, -1).map((it, i) => (speeds[i] ?? 0) - 2 * it + (speeds[i + 2] ?? 0));
  const aside: number[] = [];
  let [turns, turnsBySpeed] = [0, 0];
  for (let i = 1; i < grid.length - 1; i++) {
    const [a, b, c] = [grid[i - 1] ?? NOWHERE, grid[i] ?? NOWHERE, grid[i + 1] ?? NOWHERE];
    const chord = between(a, c);
    const across = (b[1] - a[1]) * (c[2] - a[2]) - (b[2] - a[2]) * (c[1] - a[1]);
    aside.push(chord === 0 ? 0 : across / chord);
    if (between(a, b) === 0 || between(b, c) === 0) continue;
    const turn = turned(direction(a, b), direction(b, c));
    turns += turn;
    turnsBySpeed += (turn * chord) / 2;
  }
  return {
    peak: rounded(peak / mean),
    starts: rounded(((speeds[0] ?? 0) + (speeds[1] ?? 0)) / 2 / peak),
    ends: rounded(((speeds.at(-1) ?? 0) + (speeds.at(-2) ?? 0)) / 2 / peak),
    peaks: peaksOf(speeds, RIPPLE * peak),
    rough: rounded(rms(second) / peak),
    wobble: rounded(rms(aside)),
    curve: turns === 0 ? null : rounded(turnsBySpeed / turns / mean),
  };
}

/** How often the speed rose and fell by more than `ripple`. */
function peaksOf(speeds: readonly number[], ripple: number): number {
  let [peaks, rising, extreme] = [0, true, 0];
  for (const it of [...speeds, 0]) {
    if (rising ? it > extreme : it < extreme) extreme = it;
    else if (Math.abs(it - extreme) > ripple) {
      if (rising) peaks += 1;
      rising = !rising;
      extreme = it;
    }
  }
  return peaks;
}
