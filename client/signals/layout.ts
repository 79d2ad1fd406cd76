import type { Signals } from '../../shared/wire/signals.ts';
import { boundedInteger, boundedNumber } from '../bounded-number.ts';

/** The page's own root: every browser has laid it out, and computes each property that it knows. Imitations of a browser do neither. */
export function layout(
  root: Pick<Element, 'getBoundingClientRect'> = document.documentElement,
  styles: { readonly length: number } = getComputedStyle(document.documentElement),
): Signals['layout'] {
  return {
    width: boundedNumber(root.getBoundingClientRect().width, 0, 1e6),
    styles: boundedInteger(styles.length, 0, 1e4),
  };
}
