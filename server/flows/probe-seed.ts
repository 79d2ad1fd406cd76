import { SEED_MAX } from '../../shared/constants.ts';
import type { Keys } from '../ports/keys.ts';

/**
 * In which order the agent takes its probes on this site, and which of several forms of one: derived from the installation's secret, so
 * that a script made against one gate meets another order at the next, and the same for all visits of a site, so that they compare.
 */
export function probeSeed(keys: Keys, siteId: string): number {
  // Its end: what comes first names the key.
  const bytes = Buffer.from(keys.reference('probes', siteId).slice(-8), 'base64url');
  return bytes.readUInt32BE() & SEED_MAX;
}
