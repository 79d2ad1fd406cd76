import type { Phase } from '../../../shared/wire/judgement.ts';
import type { TokenUseKind } from '../token-use.ts';

/** What one screening tells of a try: that it was made, that it failed, or both at once. */
export type Tried = { readonly tries: 0 | 1; readonly failures: 0 | 1 };
export const TRIED: Tried = { tries: 1, failures: 0 };
export const TRIED_AND_FAILED: Tried = { tries: 1, failures: 1 };
/** Of a try that was told before, as an attempt. */
export const FAILED_AFTERWARDS: Tried = { tries: 0, failures: 1 };

/**
 * An attempt is the try, and what follows it (on the same token) at the most its failure: a site that tells attempts and failures, and no
 * success, is not one where all fail. An attempt that is refused or asked for more may come to no end: as a try it would hide the attack
 * that it is of.
 * @param letOn the answer was OK.
 */
export function triedBy(phase: Phase, use: TokenUseKind | null, letOn: boolean): Tried | null {
  if (phase === 'attempted') return letOn ? TRIED : null;
  if (phase === 'succeeded') return use === 'advance' ? null : TRIED;
  return use === 'advance' ? FAILED_AFTERWARDS : TRIED_AND_FAILED;
}
