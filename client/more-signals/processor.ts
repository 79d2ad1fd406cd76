import { sources } from '@fingerprintjs/fingerprintjs';
import type { Signals } from '../../shared/wire/signals.ts';
import { boundedInteger } from '../bounded-number.ts';
import { property } from '../property.ts';

export function processor(
  from: object = navigator,
  nanByte: () => number = sources.architecture,
): Signals['processor'] {
  const said = (name: string, charsMax: number): string | null => {
    const value = property(from, name);
    return typeof value === 'string' ? value.slice(0, charsMax) : null;
  };
  return { nanByte: boundedInteger(nanByte(), 0, 255), osCpu: said('oscpu', 64), cpuClass: said('cpuClass', 32) };
}
