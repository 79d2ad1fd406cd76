import type { Signals } from '../../shared/wire/signals.ts';

/** Feature, then its values from the most special on: the first that matches is kept. Media Queries 4 and 5. */
const FEATURES: readonly (readonly string[])[] = [
  ['prefers-color-scheme', 'dark', 'light'],
  ['prefers-reduced-motion', 'reduce', 'no-preference'],
  ['prefers-reduced-transparency', 'reduce', 'no-preference'],
  ['prefers-reduced-data', 'reduce', 'no-preference'],
  // `high`, `low` and `forced` were the draft's words for more, less and custom.
  ['prefers-contrast', 'no-preference', 'more', 'high', 'less', 'low', 'custom', 'forced'],
  ['forced-colors', 'active', 'none'],
  ['inverted-colors', 'inverted', 'none'],
  ['dynamic-range', 'high', 'standard'],
  ['video-dynamic-range', 'high', 'standard'],
  ['color-gamut', 'rec2020', 'p3', 'srgb'],
  ['any-pointer', 'coarse', 'fine', 'none'],
  ['any-hover', 'hover', 'none'],
  ['display-mode', 'fullscreen', 'standalone', 'minimal-ui', 'window-controls-overlay', 'browser'],
  ['orientation', 'portrait', 'landscape'],
  ['update', 'fast', 'slow', 'none'],
  ['overflow-block', 'scroll', 'paged', 'none'],
  ['device-posture', 'folded', 'continuous'],
  ['scripting', 'enabled', 'initial-only', 'none'],
];
const MONOCHROME_BITS_MAX = 16;

export function mediaFeatures(
  matches: (query: string) => boolean = query => matchMedia(query).matches,
): Signals['mediaFeatures'] {
  const found: Record<string, string> = {};
  for (const [feature = '', ...values] of FEATURES) {
    const value = values.find(it => matches(`(${feature}: ${it})`));
    if (value !== undefined) found[feature] = value;
  }
  if (matches('(min-monochrome: 0)')) {
    let bits = 0;
    while (bits < MONOCHROME_BITS_MAX && !matches(`(max-monochrome: ${bits})`)) bits += 1;
    found['monochrome'] = String(bits);
  }
  return found;
}
