import type { Signals } from '../../../shared/wire/signals.ts';
import { system } from './browser.ts';
import { type Feature, isKnown, NOT_APPLICABLE } from './feature.ts';
import { signalOf } from './readings.ts';

/** Rounding at fractional display scales moves an edge by a pixel or two. */
const ROUNDING_PX = 4;
/** A maximised window of Windows hangs 8 px over each edge of its screen. */
const OVERHANG_PX = 32;
/** Zooming out makes the page wider than its window by 1/0.9 at the least: what lies between no zoom can explain. */
const LEAST_ZOOM_OUT = 1.08;

/**
 * Sizes that no window can have, on desktops: a page larger than its own window, a window larger than its only screen.
 * a window without a frame or bars that is neither fullscreen nor an app's. All are left by viewport emulation (Chrome DevTools
 * Protocol, Emulation.setDeviceMetricsOverride).
 */
export const windowGeometry: Feature<
  'possible' | 'inner-exceeds-outer' | 'screen-is-viewport' | 'outer-exceeds-screen' | 'no-frame'
> = {
  provenance: 'claimed',
  derive: facts => {
    const window = signalOf(facts, 'window');
    if (!('value' in window)) return window;
    const screen = signalOf(facts, 'screen');
    if (!('value' in screen)) return screen;
    const on = system.derive(facts);
    // Phones lay pages out wider than their window; a hidden or prerendered window has no size yet.
    if (!isKnown(on) || on === 'android' || on === 'ios') return NOT_APPLICABLE;
    if (window.value.outerWidth <= 0 || window.value.outerHeight <= 0) return NOT_APPLICABLE;
    if (innerExceedsOuter(window.value)) return 'inner-exceeds-outer';
    if (outerExceedsScreen(window.value, screen.value))
      return isViewport(window.value, screen.value) ? 'screen-is-viewport' : 'outer-exceeds-screen';
    const media = signalOf(facts, 'mediaFeatures');
    // Kiosks and F11 are `fullscreen`, installed apps `standalone` (measured).
    const inBrowser = 'value' in media && media.value['display-mode'] === 'browser';
    return inBrowser && isFrameless(window.value) ? 'no-frame' : 'possible';
  },
};

/** Emulation gives the viewport's size to the screen as well; without a window manager a window may be too large by itself. */
const isViewport = (it: Signals['window'], screen: Signals['screen']): boolean =>
  it.innerWidth === screen.width && it.innerHeight === screen.height;

/** Both equal: a zoom that makes one equal makes the other different. */
const isFrameless = (it: Signals['window']): boolean =>
  it.innerWidth === it.outerWidth && it.innerHeight === it.outerHeight;

function innerExceedsOuter(it: Signals['window']): boolean {
  const wider = it.innerWidth / it.outerWidth;
  if (wider >= LEAST_ZOOM_OUT) return false;
  const zoomedOut = it.innerWidth > it.outerWidth + ROUNDING_PX;
  return zoomedOut || it.innerHeight > it.outerHeight + ROUNDING_PX;
}

function outerExceedsScreen(it: Signals['window'], screen: Signals['screen']): boolean {
  // A window may span two screens; where the browser does not say how many there are, nothing is concluded.
  if (screen.extended !== false || screen.width <= 0 || screen.height <= 0) return false;
  return it.outerWidth > screen.width + OVERHANG_PX || it.outerHeight > screen.height + OVERHANG_PX;
}
