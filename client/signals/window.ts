import type { Signals } from '../../shared/wire/signals.ts';
import { boundedNumber } from '../bounded-number.ts';

const PIXELS_MAX = 1_000_000;
type Sizes = Pick<Window, 'innerWidth' | 'innerHeight' | 'outerWidth' | 'outerHeight' | 'screenX' | 'screenY'>;

export function window(
  from: Sizes & { readonly visualViewport?: Pick<VisualViewport, 'scale'> | null } = globalThis.window,
): Signals['window'] {
  const pixels = (value: number) => boundedNumber(value, -PIXELS_MAX, PIXELS_MAX);
  return {
    innerWidth: pixels(from.innerWidth),
    innerHeight: pixels(from.innerHeight),
    outerWidth: pixels(from.outerWidth),
    outerHeight: pixels(from.outerHeight),
    screenX: pixels(from.screenX),
    screenY: pixels(from.screenY),
    scale: from.visualViewport ? boundedNumber(from.visualViewport.scale, 0, 100) : null,
  };
}
