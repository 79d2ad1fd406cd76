import { sources } from '@fingerprintjs/fingerprintjs';
import type { Signals } from '../../shared/wire/signals.ts';

const FONTS_MAX = 64;

/** Measured in a frame of its own, which is taken away: the page's layout stays as it is. */
export async function fonts(found: () => Promise<readonly string[]> = sources.fonts): Promise<Signals['fonts']> {
  return (await found()).slice(0, FONTS_MAX).map(it => it.slice(0, 40));
}
