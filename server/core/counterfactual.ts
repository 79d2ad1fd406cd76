import type { Verdict } from '../../shared/wire/judgement.ts';
import type { FeatureName, Features } from './features/index.ts';
import { type Court, type Judged, judge } from './judge.ts';
import { isWorse } from './policy.ts';

export type Change = { readonly feature: FeatureName; readonly from: unknown; readonly to: unknown };
export type Counterfactual = { readonly verdict: Verdict; readonly change: readonly Change[] };

/**
 * The smallest change found that would have given a better verdict: the heaviest evidence is cured first, then every cure
 * that was not needed is taken back. Applied to the features and judged again, it flips the verdict; null where nothing does
 * (the verdict is OK, or what stands above the evidence decided).
 */
export function counterfactual(features: Features, judged: Judged, court: Court): Counterfactual | null {
  if (judged.verdict === 'OK') return null;
  const heaviest = judged.evidence
    .filter(it => !it.shadow && (it.weight > 0 || court.policy.integrity[it.code] !== undefined))
    .sort((a, b) => b.weight - a.weight || (a.code < b.code ? -1 : 1));
  let cured: Partial<Features> = {};
  for (const { code } of heaviest) {
    const detector = court.detectors.find(it => it.code === code);
    cured = { ...cured, ...detector?.cure };
    if (isBetter({ ...features, ...cured }, judged, court))
      return described(features, withoutNeedless(features, cured, judged, court), court);
  }
  return null;
}

const isBetter = (features: Features, judged: Judged, court: Court): boolean =>
  isWorse(judged.verdict, judge(features, court).verdict);

function withoutNeedless(
  features: Features,
  cured: Partial<Features>,
  judged: Judged,
  court: Court,
): Partial<Features> {
  let kept = cured;
  for (const name of Object.keys(cured) as FeatureName[]) {
    const { [name]: _, ...fewer } = kept;
    if (isBetter({ ...features, ...fewer }, judged, court)) kept = fewer;
  }
  return kept;
}

function described(features: Features, cured: Partial<Features>, court: Court): Counterfactual {
  const names = Object.keys(cured) as FeatureName[];
  return {
    verdict: judge({ ...features, ...cured }, court).verdict,
    change: names.map(feature => ({ feature, from: shown(features[feature]), to: shown(cured[feature]) })),
  };
}

/** An unknown value reads as null in an answer. */
const shown = (value: unknown): unknown => (typeof value === 'object' ? null : value);
