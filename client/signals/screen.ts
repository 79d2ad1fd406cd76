import type { Signals } from '../../shared/wire/signals.ts';
import { boundedInteger, boundedNumber } from '../bounded-number.ts';

const PIXELS_MAX = 1_000_000;
type Sizes = Pick<Screen, 'width' | 'height' | 'availWidth' | 'availHeight' | 'colorDepth'>;

export function screen(
  from: Sizes = window.screen,
  view: Pick<Window, 'devicePixelRatio'> = window,
): Signals['screen'] {
  const pixels = (value: number) => boundedNumber(value, -PIXELS_MAX, PIXELS_MAX);
  return {
    width: pixels(from.width),
    height: pixels(from.height),
    availWidth: pixels(from.availWidth),
    availHeight: pixels(from.availHeight),
    colorDepth: boundedInteger(from.colorDepth, 0, 128),
    pixelRatio: boundedNumber(view.devicePixelRatio, 0, 100),
    // Window Management API: Chromium alone, and only on https or loopback. It is readable without the permission.
    extended: 'isExtended' in from && typeof from.isExtended === 'boolean' ? from.isExtended : null,
  };
}
