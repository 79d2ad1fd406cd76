import { sources } from '@fingerprintjs/fingerprintjs';
import type { Missing } from '../../shared/wire/reading.ts';
import type { Signals } from '../../shared/wire/signals.ts';
import { hash } from '../hash.ts';

type Drawn = { readonly winding: boolean; readonly geometry: string; readonly text: string };

/**
 * FingerprintJS draws the text twice and calls it unstable where it differs; where a browser is known to falsify pictures
 * (Safari 17, Firefox 120) it draws nothing. https://github.com/fingerprintjs/fingerprintjs/issues/791
 */
export function canvas(draw: () => Drawn = sources.canvas): Signals['canvas'] | Missing {
  const { winding, geometry, text } = draw();
  if (geometry === 'unsupported') return { missing: 'unsupported' };
  if (geometry === 'skipped' || geometry === 'unstable')
    return { winding, geometry: null, text: null, noise: geometry };
  return { winding, geometry: hash(geometry), text: hash(text), noise: 'none' };
}
