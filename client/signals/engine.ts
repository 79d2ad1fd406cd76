import type { Signals } from '../../shared/wire/signals.ts';
import { boundedInteger } from '../bounded-number.ts';
import { boundedText } from '../bounded-text.ts';

/** Properties that a changed user agent leaves as they are. `eval` is only printed: its source text differs by engine. */
export function engine(
  view: { readonly eval: unknown } = window,
  from: Pick<Navigator, 'vendor' | 'productSub'> = navigator,
  css: { supports(property: string, value: string): boolean } = CSS,
): Signals['engine'] {
  return {
    evalLength: boundedInteger(String(view.eval).length, 0, 1000),
    vendor: boundedText(from.vendor, 64),
    productSub: boundedText(from.productSub, 32),
    mozAppearance: css.supports('-moz-appearance', 'none'),
    webkitStorage: 'webkitTemporaryStorage' in from,
    gestureEvent: 'GestureEvent' in view,
  };
}
