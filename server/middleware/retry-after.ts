import type { PROBLEMS, ProblemCode } from '../errors.ts';
import { LIMITS } from '../limits.ts';

type Passing = { [C in ProblemCode]: (typeof PROBLEMS)[C]['status'] extends 503 ? C : never }[ProblemCode];

/** Every problem that passes by itself, and after how many seconds it is worth another try. */
export const RETRY_AFTER_S: Readonly<Record<Passing, number>> = {
  busy: LIMITS.retryAfterS,
  'state-away': LIMITS.stateAwayRetryAfterS,
  'records-away': LIMITS.recordsAwayRetryAfterS,
  'not-ready': LIMITS.stateAwayRetryAfterS,
};

/** null: another try would meet the same problem. */
export function retryAfterS(code: ProblemCode): number | null {
  const passing: Readonly<Partial<Record<ProblemCode, number>>> = RETRY_AFTER_S;
  return passing[code] ?? null;
}
