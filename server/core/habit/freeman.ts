/**
 * The risk model of Freeman et al. ("Who are you? A statistical approach to measuring user authenticity", NDSS 2016) as the reference of
 * Wiefling et al. (2022) computes it: S(x) = Π [ p(x) / p(x | u, L) ] · p(u | A) / p(u | L), each feature over its hierarchy. Written from the
 * formulas; counts may be fractions, since old logins weigh less.
 */
export type Level = {
  /** How much it counts in its branch: address 0.6, network 0.3, country 0.1. */
  readonly weight: number;
  /** How often this value came. */
  readonly count: number;
};

/** Values that may be unseen yet: the different ones of every level below, and one more at the leaf. */
export const unseenValues = (distinctBelow: readonly number[]): number =>
  distinctBelow.reduce((sum, it) => sum + it, 1);

/** Room is left for the `unseen` values: each is as likely as one login of all that could have been. */
export function smoothedLikelihood(count: number, logins: number, unseen: number): number {
  return count > 0 ? (count / logins) * (1 - unseen / (logins + unseen)) : 1 / (logins + unseen);
}

/**
 * Among all logins of a site, Σ weight · p(within the level) · p(level); the first level, the value itself, is smoothed.
 * @param levels from the value up. @param distinctBelow different values of each level but the first.
 */
export function globalLikelihood(levels: readonly Level[], logins: number, distinctBelow: readonly number[]): number {
  const [leaf, ...above] = levels;
  if (leaf === undefined || logins <= 0) return 0;
  // Within one value, each further level has one value: as many, and one, are unseen.
  const within = leaf.count > 0 ? smoothedLikelihood(leaf.count, leaf.count, levels.length) : 1;
  const smoothed = leaf.weight * within * smoothedLikelihood(leaf.count, logins, unseenValues(distinctBelow));
  return above.reduce((sum, it) => sum + it.weight * (it.count / logins), smoothed);
}

/** Among one account's logins: nothing is smoothed, so that what it never showed is 0. */
export const localLikelihood = (levels: readonly Level[], logins: number): number =>
  logins <= 0 ? 0 : levels.reduce((sum, it) => sum + it.weight * (it.count / logins), 0);

/** Two smoothed values would make what neither the account nor the site ever saw look safe: it is four times as risky instead. */
export const UNSEEN_RISK = 4;

/** p(x) / p(x | u, L). */
export const featureRisk = (global: number, local: number): number => (local === 0 ? UNSEEN_RISK : global / local);

/** p(u | A) / p(u | L): every account is attacked alike, and logs in as often as it did. */
export const userRisk = (userLogins: number, siteLogins: number, users: number): number =>
  1 / users / (userLogins / siteLogins);

/** The score of the paper, unclamped: what the bench sets beside our own. */
export const freemanScore = (featureRisks: readonly number[], user: number): number =>
  featureRisks.reduce((product, it) => product * it, user);

/** The reference's weights, fitted on its data set. The address is a network of /24 or /64 here. */
export const ADDRESS_WEIGHTS = { network: 0.6, asn: 0.3, country: 0.1 } as const;
export const USER_AGENT_WEIGHTS = {
  userAgent: 0.5386653840551359,
  browser: 0.2680451498625666,
  system: 0.18818295100109536,
  deviceType: 0.0051065150812021525,
} as const;
