import type { Signals } from '../../shared/wire/signals.ts';
import { boundedInteger, boundedNumber } from '../bounded-number.ts';

/** Rough on purpose: browsers round the memory themselves, and Safari halves or fixes the cores. */
export function hardware(from: { readonly hardwareConcurrency?: number } = navigator): Signals['hardware'] {
  const cores = from.hardwareConcurrency;
  const memory: unknown = 'deviceMemory' in from ? from.deviceMemory : undefined;
  return {
    cores: cores === undefined ? null : boundedInteger(cores, 0, 4096),
    memoryGb: memory === undefined ? null : boundedNumber(memory, 0, 65_536),
  };
}
