import type { Missing } from '../../shared/wire/reading.ts';
import type { Signals } from '../../shared/wire/signals.ts';
import { boundedText } from '../bounded-text.ts';

const BRANDS_MAX = 10;

function brandOf(it: unknown): { brand: string; version: string } {
  if (typeof it !== 'object' || it === null || !('brand' in it && 'version' in it)) throw new TypeError('not a brand');
  return { brand: boundedText(it.brand, 64), version: boundedText(it.version, 32) };
}

/** The low-entropy part of UA-CH: Chromium alone, and only on https or loopback. */
export function userAgentData(from: object = navigator): Signals['userAgentData'] | Missing {
  const data: unknown = 'userAgentData' in from ? from.userAgentData : null;
  if (typeof data !== 'object' || data === null) return { missing: 'unsupported' };
  const { brands, mobile, platform }: { brands?: unknown; mobile?: unknown; platform?: unknown } = data;
  if (!Array.isArray(brands)) return { missing: 'failed' };
  return {
    brands: brands.slice(0, BRANDS_MAX).map(brandOf),
    mobile: mobile === true,
    platform: boundedText(platform, 64),
  };
}
