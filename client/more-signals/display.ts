import type { Signals } from '../../shared/wire/signals.ts';
import { boundedInteger, boundedNumber } from '../bounded-number.ts';
import { property } from '../property.ts';

const PIXELS_MAX = 1_000_000;
type View = Pick<Window, 'visualViewport'> & { readonly screen: Pick<Screen, 'pixelDepth'> };
type Page = { readonly documentElement: { readonly clientWidth: number }; readonly fullscreenElement?: Element | null };

/** What the signals `screen` and `window` leave out. Nothing is changed: unlike FingerprintJS' frame, full screen is not left for it. */
export function display(view: View = window, page: Page = document): Signals['display'] {
  const { screen, visualViewport } = view;
  const pixels = (value: unknown) => (typeof value === 'number' ? boundedNumber(value, -PIXELS_MAX, PIXELS_MAX) : null);
  const orientation = property(screen, 'orientation');
  const type = property(orientation, 'type');
  const angle = property(orientation, 'angle');
  return {
    availLeft: pixels(property(screen, 'availLeft')),
    availTop: pixels(property(screen, 'availTop')),
    pixelDepth: boundedInteger(screen.pixelDepth, 0, 128),
    orientation: typeof type === 'string' ? type.slice(0, 32) : null,
    angle: typeof angle === 'number' ? boundedInteger(angle, -360, 360) : null,
    viewportWidth: pixels(visualViewport?.width),
    viewportHeight: pixels(visualViewport?.height),
    pageWidth: boundedNumber(page.documentElement.clientWidth, 0, PIXELS_MAX),
    fullscreen: Boolean(page.fullscreenElement),
  };
}
