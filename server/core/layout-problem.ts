import { LAYOUT_FROM_CHAR } from '../../shared/constants.ts';

/**
 * What client/layout-answer.ts has the browser lay out, computed as the specifications say: left edge and width of each box, in CSS
 * pixels, in the order they are drawn. Numbers are codes of the nonce's characters, 45 to 122.
 */
export function laidOut(nonce: string): readonly number[] {
  const n = (index: number): number => nonce.charCodeAt(LAYOUT_FROM_CHAR + index);
  const width = 900 + n(0);
  const bases = [n(1), n(2), (width * n(3)) / 400 + n(8)] as const;
  const items = flexed(width, bases, [n(4), n(5), n(6)], n(1) + n(7));
  return [...edges(items), ...turned(n(9), n(10), n(11), n(12) / 4)];
}

/** How far engines' rounding (1/64 and 1/60 of a pixel, of a zoomed page's larger) may carry a box; a guess is further off. */
const TOLERANCE_PX = 1;

export function isLaidOut(nonce: string, answer: readonly number[]): boolean {
  const expected = laidOut(nonce);
  return (
    answer.length === expected.length && expected.every((it, n) => Math.abs(it - (answer[n] ?? 0)) <= TOLERANCE_PX)
  );
}

type Three = readonly [number, number, number];

/** Flex items that grow, of which the first has a greatest width. https://www.w3.org/TR/css-flexbox-1/#resolve-flexible-lengths */
function flexed(width: number, bases: Three, grows: Three, firstMax: number): Three {
  const grown = (n: 0 | 1 | 2, room: number, factors: number): number => bases[n] + (room * grows[n]) / factors;
  const factors = grows[0] + grows[1] + grows[2];
  const free = width - bases[0] - bases[1] - bases[2];
  const first = grown(0, free, factors);
  if (first <= firstMax) return [first, grown(1, free, factors), grown(2, free, factors)];
  const room = width - firstMax - bases[1] - bases[2];
  return [firstMax, grown(1, room, grows[1] + grows[2]), grown(2, room, grows[1] + grows[2])];
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** The box around one that is skewed, then turned, about its middle. https://www.w3.org/TR/css-transforms-1/#bounding-box */
function turned(width: number, height: number, turn: number, skew: number): [left: number, width: number] {
  const slant = height * Math.tan(radians(skew));
  const across = [slant + width, slant - width].map(
    x => x * Math.cos(radians(turn)) - height * Math.sin(radians(turn)),
  );
  const around = Math.max(...across.map(Math.abs));
  return [(width - around) / 2, around];
}

function edges(widths: readonly number[]): readonly number[] {
  let left = 0;
  return widths.flatMap(width => {
    const edge = [left, width];
    left += width;
    return edge;
  });
}
