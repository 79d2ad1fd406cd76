import type { FingerprintLevel } from '../../shared/wire/signal-row.ts';
import type { Site } from '../ports/sites.ts';

/** How much may be looked at in a browser that says `Sec-GPC: 1`, or does not. */
export function fingerprintLevel(
  { fingerprint, gpc }: Pick<Site, 'fingerprint' | 'gpc'>,
  saysGpc: boolean,
): FingerprintLevel {
  return saysGpc && gpc === 'honour' ? 'light' : fingerprint;
}
