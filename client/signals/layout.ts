import type { Signals } from '../../shared/wire/signals.ts';
import { boundedNumber } from '../bounded-number.ts';
import { boundedText } from '../bounded-text.ts';

const PIXELS_MAX = 1e6;

/** The page's own root, which every browser has laid out by now. Imitations of a browser compute its style and give it no size. */
export function layout(
  root: Pick<Element, 'getBoundingClientRect'> = document.documentElement,
  { display }: Pick<CSSStyleDeclaration, 'display'> = getComputedStyle(document.documentElement),
): Signals['layout'] {
  const { width, height } = root.getBoundingClientRect();
  return {
    width: boundedNumber(width, 0, PIXELS_MAX),
    height: boundedNumber(height, 0, PIXELS_MAX),
    display: boundedText(display, 32),
  };
}
