import { sources } from '@fingerprintjs/fingerprintjs';
import type { Signals } from '../../shared/wire/signals.ts';
import { boundedNumber } from '../bounded-number.ts';

const WIDTH_MAX = 100_000;

export async function fontSizes(
  found: () => Promise<Readonly<Record<string, number>>> = sources.fontPreferences,
): Promise<Signals['fontSizes']> {
  const widths = await found();
  const width = (name: keyof Signals['fontSizes']) => boundedNumber(widths[name], 0, WIDTH_MAX);
  return {
    default: width('default'),
    apple: width('apple'),
    serif: width('serif'),
    sans: width('sans'),
    mono: width('mono'),
    min: width('min'),
    system: width('system'),
  };
}
