import type { SeededRandom } from '../../test/support/seeded-random.ts';

export type Spot = { readonly x: number; readonly y: number };
export type Box = Spot & { readonly width: number; readonly height: number };
/** A place of the pointer, and how long the program waits before it goes there. */
export type Step = Spot & { readonly afterMs: number };

/** A point of a target off its middle, as programs do that know of the middle. */
export const somewhereOn = (box: Box, random: SeededRandom): Spot => ({
  x: Math.round(box.x + box.width * random.between(0.2, 0.8)),
  y: Math.round(box.y + box.height * random.between(0.3, 0.7)),
});

export const middleOf = (box: Box): Spot => ({
  x: Math.round(box.x + box.width / 2),
  y: Math.round(box.y + box.height / 2),
});

/** Whole pixels along a line, one step every `everyMs`: what the first version of every desktop robot draws. */
export function straightLine(from: Spot, to: Spot, everyMs = 10): Step[] {
  const count = Math.max(8, Math.round(Math.hypot(to.x - from.x, to.y - from.y) / 8));
  return Array.from({ length: count }, (_, i) => ({
    x: Math.round(from.x + ((to.x - from.x) * (i + 1)) / count),
    y: Math.round(from.y + ((to.y - from.y) * (i + 1)) / count),
    afterMs: everyMs,
  }));
}

/** A cubic Bezier curve with eased speed, whole pixels and uneven steps: what those draw who have read about mouse checks. */
export function bezierCurve(from: Spot, to: Spot, random: SeededRandom): Step[] {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const aside = (share: number): Spot => {
    const bend = random.between(-0.25, 0.25) * length;
    const [dx, dy] = [(to.x - from.x) / Math.max(1, length), (to.y - from.y) / Math.max(1, length)];
    return { x: from.x + (to.x - from.x) * share - dy * bend, y: from.y + (to.y - from.y) * share + dx * bend };
  };
  const points = [from, aside(0.3), aside(0.7), to] as const;
  const at = (t: number, axis: 'x' | 'y'): number =>
    (1 - t) ** 3 * points[0][axis] +
    3 * (1 - t) ** 2 * t * points[1][axis] +
    3 * (1 - t) * t ** 2 * points[2][axis] +
    t ** 3 * points[3][axis];
  const count = Math.max(18, Math.min(70, Math.round(length / 9)));
  return Array.from({ length: count }, (_, i) => {
    const share = (i + 1) / count;
    const eased = share < 0.5 ? 2 * share * share : 1 - 2 * (1 - share) ** 2;
    return { x: Math.round(at(eased, 'x')), y: Math.round(at(eased, 'y')), afterMs: random.between(3, 14) };
  });
}
