import type { Hypothesis } from '../../shared/wire/judgement.ts';
import type { Evidence } from './evidence.ts';
import type { PolicyRules } from './policy.ts';

/**
 * Log-odds are added in whole hundredths, so that what an answer shows (two decimals) adds up exactly:
 * prior + Σ counted = logit. Bayes factors per family, each held to its cap because its members are not independent.
 */
const hundredths = (logOdds: number): number => Math.round(logOdds * 100);

export type Scored = {
  readonly prior: number;
  readonly logit: number;
  /** sigmoid(logit) × 100, rounded. */
  readonly score: number;
  /** What each piece of evidence entered with, after its family's cap. */
  readonly counted: ReadonlyMap<Evidence, number>;
};

export function scoreHypothesis(
  hypothesis: Hypothesis,
  prior: number,
  evidence: readonly Evidence[],
  policy: PolicyRules,
): Scored {
  const own = evidence.filter(it => it.hypothesis === hypothesis && !it.shadow);
  const counted = new Map<Evidence, number>();
  let logit = hundredths(prior);
  for (const members of Map.groupBy(own, it => it.family).values()) {
    const family = members[0]?.family;
    if (family === undefined) continue;
    const shares = holdToCap(
      members.map(it => hundredths(it.weight)),
      hundredths(policy.caps[family]),
    );
    members.forEach((it, i) => {
      const share = shares[i] ?? 0;
      counted.set(it, share / 100);
      logit += share;
    });
  }
  return { prior: hundredths(prior) / 100, logit: logit / 100, score: scoreOf(logit / 100), counted };
}

export const scoreOf = (logit: number): number => Math.round(100 / (1 + Math.exp(-logit)));

/**
 * Scales what lies beyond the cap back in proportion; the remainder of rounding goes to the largest, so the sum is the cap.
 * Evidence of the other sign is kept whole.
 */
export function holdToCap(weights: readonly number[], cap: number): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  if (Math.abs(sum) <= cap) return [...weights];
  const sign = Math.sign(sum);
  const pulling = weights.reduce((a, w) => (Math.sign(w) === sign ? a + w : a), 0);
  const allowed = sign * cap - (sum - pulling);
  const held = weights.map(w => (Math.sign(w) === sign ? Math.trunc((w * allowed) / pulling) : w));
  const rest = sign * cap - held.reduce((a, b) => a + b, 0);
  const largest = held.reduce((best, w, i) => (w * sign > (held[best] ?? 0) * sign ? i : best), 0);
  return held.map((w, i) => (i === largest ? w + rest : w));
}
