import { ATTRIBUTES, type Attribute, type AttributeName } from './attributes.ts';
import { type AttributeValue, type DeviceImage, heard } from './device-image.ts';

/** The share of the kind's devices that show this value, 0..1 exclusive; null where it is not counted. */
export type ShareOf = (name: AttributeName, value: AttributeValue) => number | null;

/** `absent` on both sides, `unknown` on one. `near`: of two lists, most is in both. `lower`: a value that only rises has fallen. */
export type Agreement = 'absent' | 'unknown' | 'equal' | 'near' | 'differs' | 'lower';

/** Devices that agree so on all of a bucket's attributes are in that bucket together. */
export const holds = (agreement: Agreement | undefined): boolean => agreement === 'equal' || agreement === 'absent';

/** Installing or removing something leaves this much of a list in common: [A]. */
const NEAR = 0.85;
/** Of changes, this many leave the lists near; of two different devices, this many are near: [A]. */
const CHANGES_NEAR = 0.9;
const STRANGERS_NEAR = 0.2;
/** No attribute alone excludes a device: a virtual machine moved, a browser's bug, a value measured wrong. */
const LEAST_RATIO = 0.002;
const DAYS_OF_RATE = 30;

export function agreementOf(name: AttributeName, before: DeviceImage, now: DeviceImage): Agreement {
  const [a, b] = [heard(before, name), heard(now, name)];
  if (a === null && b === null) return 'absent';
  if (a === null || b === null) return 'unknown';
  if (isList(a) && isList(b)) {
    const shared = jaccard(a, b);
    if (shared === 1) return 'equal';
    return shared >= NEAR ? 'near' : 'differs';
  }
  if (a === b) return 'equal';
  const { rises } = rowOf(name);
  return rises === true && typeof a === 'number' && typeof b === 'number' && b < a ? 'lower' : 'differs';
}

/**
 * ln of P(this pair | one device) / P(this pair | two devices). Kept with probability k, else drawn anew from what others show: for equal
 * values k / share + (1 - k), for others 1 - k, whatever their shares.
 */
export function logRatio(
  name: AttributeName,
  agreement: Agreement,
  { share, days, family }: { readonly share: number | null; readonly days: number; readonly family: string },
): number {
  const row = rowOf(name);
  const kept = keptAfter(row, days, family);
  if (agreement === 'unknown' || agreement === 'absent' || kept === 0) return 0;
  if (agreement === 'equal') return Math.log(kept / (share ?? row.alike) + (1 - kept));
  if (agreement === 'lower') return Math.log(LEAST_RATIO);
  if (!isListAttribute(name)) return Math.log(Math.max(1 - kept, LEAST_RATIO));
  const ratio =
    agreement === 'near'
      ? ((1 - kept) * CHANGES_NEAR) / STRANGERS_NEAR
      : ((1 - kept) * (1 - CHANGES_NEAR)) / (1 - STRANGERS_NEAR);
  return Math.log(Math.max(ratio, LEAST_RATIO));
}

/** P(still the same, and truly shown both times). Changes come at a constant rate. */
export function keptAfter({ changes30d, noise }: Attribute, days: number, family: string): number {
  const made = noise?.[family] ?? 0;
  return (1 - changes30d) ** (Math.max(0, days) / DAYS_OF_RATE) * (1 - made) ** 2;
}

/** |A ∩ B| / |A ∪ B| of two ascending lists; two empty ones are equal. */
export function jaccard(a: readonly string[], b: readonly string[]): number {
  if (a === b) return 1;
  let shared = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const [left, right] = [a[i] ?? '', b[j] ?? ''];
    if (left === right) shared++;
    if (left <= right) i++;
    if (right <= left) j++;
  }
  const union = a.length + b.length - shared;
  return union === 0 ? 1 : shared / union;
}

const rowOf = (name: AttributeName): Attribute => ATTRIBUTES[name];
const isList = (value: AttributeValue): value is readonly string[] => Array.isArray(value);
const isListAttribute = (name: AttributeName): boolean => name === 'fonts';
