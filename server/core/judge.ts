import {
  type Action,
  BOT_KINDS,
  type BotKind,
  type BotVerdict,
  type Decider,
  type Grade,
  type Hypothesis,
  type Provenance,
  type Verdict,
} from '../../shared/wire/judgement.ts';
import type { Calibration } from './calibration.ts';
import type { Detector } from './detectors/detector.ts';
import { collectEvidence, type Evidence } from './evidence.ts';
import type { Features } from './features/index.ts';
import { isWorse, type Policy, priorOf, verdictOfScore, worst } from './policy.ts';
import { type Scored, scoreHypothesis } from './score.ts';

/** What a judgement needs besides the features. */
export type Court = {
  readonly detectors: readonly Detector[];
  /** Detectors that the site switched off. */
  readonly detectorsOff: ReadonlySet<string>;
  /** What the site's own people showed of the detectors. */
  readonly calibration: Calibration;
  readonly policy: Policy;
  readonly action: Action;
};

export type Judged = {
  /** As in enforce mode. */
  readonly verdict: Verdict;
  readonly decidedBy: Decider;
  readonly evidence: readonly Evidence[];
  readonly scores: Readonly<Record<Hypothesis, Scored>>;
  readonly score: number;
  readonly botVerdict: BotVerdict;
  /** What kind of program, and how sure that is; null: a person, or nobody knows. */
  readonly botKind: { readonly kind: BotKind; readonly provenance: Provenance } | null;
  readonly stepUp: Grade | null;
};

const BOT_VERDICT: Readonly<Record<Verdict, BotVerdict>> = { OK: 'human', REVIEW: 'suspect', NG: 'bot' };

/** From features to a verdict; pure, so that the counterfactual can ask again with other features. */
export function judge(features: Features, court: Court): Judged {
  const { policy, action } = court;
  const evidence = collectEvidence(court.detectors, features, court.detectorsOff, court.calibration);
  const scored = (hypothesis: Hypothesis): Scored =>
    scoreHypothesis(hypothesis, priorOf(policy, hypothesis, action), evidence, policy);
  const scores = { bot: scored('bot'), takeover: scored('takeover') };
  const score = Math.max(scores.bot.score, scores.takeover.score);
  const { verdict, decidedBy } = byAuthority(evidence, verdictOfScore(policy, score), court);
  const least = policy.leastGrade[action] ?? null;
  const botVerdict = BOT_VERDICT[verdictOfScore(policy, scores.bot.score)];
  return {
    verdict,
    decidedBy,
    evidence,
    scores,
    score,
    botVerdict,
    botKind: botVerdict === 'human' ? null : kindOf(evidence),
    stepUp: least ?? (verdict === 'REVIEW' ? policy.reviewGrade : null),
  };
}

/** What it names itself stands before what its tells are: a crawler may be driven by a tool. */
function kindOf(evidence: readonly Evidence[]): Judged['botKind'] {
  const spoken = evidence.filter(it => it.family === 'automation' && !it.shadow);
  for (const { facts, provenance } of spoken) {
    const kind = BOT_KINDS.find(it => it === facts['kind']);
    if (kind !== undefined) return { kind, provenance };
  }
  const [first] = spoken;
  return first === undefined ? null : { kind: 'tool', provenance: first.provenance };
}

/** Integrity failures and the action's least grade stand above all; between them the worse verdict holds. */
function byAuthority(
  evidence: readonly Evidence[],
  byScore: Verdict,
  { policy, action }: Court,
): { verdict: Verdict; decidedBy: Decider } {
  const broken = evidence
    .filter(it => !it.shadow)
    .map(it => policy.integrity[it.code] ?? 'OK')
    .reduce<Verdict>(worst, 'OK');
  const graded: Verdict = policy.leastGrade[action] === undefined ? 'OK' : 'REVIEW';
  if (broken !== 'OK' && !isWorse(byScore, broken)) return { verdict: broken, decidedBy: 'integrity' };
  if (graded !== 'OK' && byScore === 'OK') return { verdict: graded, decidedBy: 'grade' };
  return { verdict: byScore, decidedBy: 'score' };
}
