import { isKnown } from '../features/feature.ts';
import type { Features } from '../features/index.ts';
import { shareBeyondCrowd } from './crowd.ts';

/** What is left of the evidence against a network's kind: less by an old list, less where owners are known to come from there. */
export function weightLeft({ networkKindTrust: trust, addressSharedBy }: Features): number {
  if (!isKnown(trust)) return 0;
  const crowd = isKnown(addressSharedBy) ? shareBeyondCrowd(addressSharedBy) : 1;
  return Math.round(trust * crowd * 100) / 100;
}
