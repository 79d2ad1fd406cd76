/** So many failures, as expected, stand beside those that were counted: a handful of typos is no excess (gamma-Poisson shrinkage: DuMouchel 1999). */
const PRIOR_FAILURES = 5;

/**
 * How many times as many tries failed as usually do, held back while few are known. What is compared are tries of one kind, among them
 * those that succeeded: a crowd's failures are many and its usual share. Where a try was told to another process than its failure, the
 * failures known here may be more than the tries.
 * @param usualShare of tries that fail, 0..1.
 */
export function failureExcess(tries: number, failures: number, usualShare: number): number {
  const expected = Math.max(tries, failures) * usualShare;
  return (failures + PRIOR_FAILURES) / (expected + PRIOR_FAILURES);
}

/** Less than twice the usual is a bad day. */
export const EXCESS_MIN = 2;
export const isUnusual = (excess: number): boolean => excess >= EXCESS_MIN;

/** The weight, in log-odds, of being one of these: 0 up to the least excess. @param most what a detector may say. */
export function excessWeight(excess: number, most: number): number {
  return isUnusual(excess) ? Math.round(Math.min(most, Math.log(excess)) * 100) / 100 : 0;
}
