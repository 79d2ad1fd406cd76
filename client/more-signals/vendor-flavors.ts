import { sources } from '@fingerprintjs/fingerprintjs';
import type { Signals } from '../../shared/wire/signals.ts';

const FLAVORS_MAX = 20;

export function vendorFlavors(found: () => readonly string[] = sources.vendorFlavors): Signals['vendorFlavors'] {
  return found()
    .slice(0, FLAVORS_MAX)
    .map(it => it.slice(0, 64));
}
