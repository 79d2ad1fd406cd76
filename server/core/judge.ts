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
import { byCampaign, isWatched, withoutSwitchedOff } from './campaigns/campaign-switch.ts';
import type { Detector } from './detectors/detector.ts';
import { collectEvidence, type Evidence } from './evidence.ts';
import type { Features } from './features/index.ts';
import type { Listed, ListHit } from './lists/list-index.ts';
import type { LIST_WORDS } from './lists/list-words.ts';
import { isWorse, type Policy, priorOf, programLine, stronger, verdictOfScore, worst } from './policy.ts';
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
  readonly lists: Listed;
};

export type Judged = {
  /** As in enforce mode. */
  readonly verdict: Verdict;
  readonly decidedBy: Decider;
  readonly evidence: readonly Evidence[];
  /** What of the lists had a part in it. */
  readonly listed: readonly ListReason[];
  readonly scores: Readonly<Record<Hypothesis, Scored>>;
  /** The worse of the two; of a program whose line decides, the takeover's: that it is a program was asked of nobody. */
  readonly score: number;
  readonly botVerdict: BotVerdict;
  /** What kind of program, and how sure that is; null: a person, or nobody knows. */
  readonly botKind: { readonly kind: BotKind; readonly provenance: Provenance } | null;
  readonly stepUp: Grade | null;
};

/** Which entry, and what it did. */
export type ListReason = { readonly code: keyof typeof LIST_WORDS; readonly hit: ListHit };

const BOT_VERDICT: Readonly<Record<Verdict, BotVerdict>> = { OK: 'human', REVIEW: 'suspect', NG: 'bot' };

/** From features to a verdict; pure, so that the counterfactual can ask again with other features. */
export function judge(features: Features, court: Court): Judged {
  const { policy, action } = court;
  const said = collectEvidence(court.detectors, features, court.detectorsOff, court.calibration);
  const evidence = withoutSwitchedOff(said, court.lists.campaign);
  const counting = evidence.filter(it => !isCancelled(it, court));
  const scored = (hypothesis: Hypothesis): Scored =>
    scoreHypothesis(hypothesis, priorOf(policy, hypothesis, action), counting, policy);
  const scores = { bot: scored('bot'), takeover: scored('takeover') };
  const botVerdict = BOT_VERDICT[verdictOfScore(policy, 'bot', action, scores.bot.score)];
  const botKind = kindOf(evidence, botVerdict);
  const found = byRule(scores, botKind, evidence, court);
  const listed = byLists(features, court, found);
  const { verdict, decidedBy } = byAuthority(evidence, listed ?? found, court);
  const least = policy.leastGrade[action] ?? null;
  return {
    verdict,
    decidedBy,
    evidence,
    listed: listReasons(listed, evidence, court),
    scores,
    score: found.score,
    botVerdict,
    botKind,
    stepUp: verdict === 'REVIEW' ? gradeAsked(least ?? policy.reviewGrade, counting, policy) : least,
  };
}

/** The strongest that the action, or a reason that counts, asks for. */
const gradeAsked = (least: Grade, counting: readonly Evidence[], { reasonGrades }: Policy): Grade =>
  counting.filter(it => !it.shadow).reduce((grade, { code }) => stronger(grade, reasonGrades[code] ?? grade), least);

/** Where a registered program is known by: what it names itself is none of these. */
const VERIFIED: readonly string[] = ['program-proven', 'program-in-network'];
const isVerified = ({ code, shadow }: Evidence): boolean => VERIFIED.includes(code) && !shadow;

/** What it names itself stands before what its tells are: a crawler may be driven by a tool. */
function kindOf(evidence: readonly Evidence[], botVerdict: BotVerdict): Judged['botKind'] {
  const spoken = evidence.filter(it => it.family === 'automation' && !it.shadow);
  const verified = spoken.filter(isVerified);
  if (botVerdict === 'human' && verified.length === 0) return null;
  for (const { facts, provenance } of [...verified, ...spoken]) {
    const kind = BOT_KINDS.find(it => it === facts['kind']);
    if (kind !== undefined) return { kind, provenance };
  }
  const [first] = spoken;
  return first === undefined ? null : { kind: 'tool', provenance: first.provenance };
}

type Found = { readonly verdict: Verdict; readonly decidedBy: Decider; readonly score: number };

/**
 * By the score, or by the policy's line for this kind of program (decision 017). A line says what a program may do, not whose account it
 * is: what speaks of a takeover stands beside it. Of what is not verified it only makes the verdict worse.
 */
function byRule(
  { bot, takeover }: Judged['scores'],
  botKind: Judged['botKind'],
  evidence: readonly Evidence[],
  { policy, action }: Court,
): Found {
  const verified = evidence.some(isVerified);
  const line =
    botKind !== null && (verified || botKind.kind === 'tool') ? programLine(policy, botKind.kind, action) : null;
  const asBot = line !== null && verified ? null : bot.score;
  const score = Math.max(asBot ?? 0, takeover.score);
  const ofOwner = verdictOfScore(policy, 'takeover', action, takeover.score);
  const byScore = asBot === null ? ofOwner : worst(ofOwner, verdictOfScore(policy, 'bot', action, asBot));
  if (line === null || isWorse(byScore, line)) return { verdict: byScore, decidedBy: 'score', score };
  return { verdict: line, decidedBy: verified || isWorse(line, byScore) ? 'rule' : 'score', score };
}

/** An allow on a network takes away what the network says against somebody, and nothing else. */
const isOfNetwork = ({ family, weight, shadow }: Evidence, { lists }: Court): boolean =>
  lists.network !== null && family === 'network' && weight > 0 && !shadow;

const isCancelled = (it: Evidence, court: Court): boolean =>
  isOfNetwork(it, court) || isWatched(it, court.lists.campaign);

type Ruling = { readonly verdict: Verdict; readonly decidedBy: Decider };

/** A full allow holds on a vouched device alone, where the key proves that it is this one; a block yields to nothing but that. */
function byLists(features: Features, { lists }: Court, found: Ruling): Ruling | null {
  if (lists.allow !== null && features.deviceVouched === true) return { verdict: 'OK', decidedBy: 'allow' };
  if (lists.block !== null) return { verdict: 'NG', decidedBy: 'block' };
  return byCampaign(lists.campaign, features, found);
}

function listReasons(ruling: Ruling | null, evidence: readonly Evidence[], court: Court): readonly ListReason[] {
  const { allow, network, block, campaign } = court.lists;
  const said = (code: ListReason['code'], hit: ListHit | undefined | null, holds: boolean): readonly ListReason[] =>
    holds && hit ? [{ code, hit }] : [];
  return [
    ...said('list-allow', allow, ruling?.decidedBy === 'allow'),
    ...said('list-block', block ?? campaign?.hit, ruling?.decidedBy === 'block'),
    ...said('list-ask', campaign?.hit, ruling?.decidedBy === 'rule'),
    ...said(
      'list-watch',
      campaign?.hit,
      evidence.some(it => isWatched(it, campaign)),
    ),
    ...said(
      'list-allow-network',
      network,
      evidence.some(it => isOfNetwork(it, court)),
    ),
  ];
}

/** Integrity failures and the action's least grade stand above all; between them and the rest the worse verdict holds. */
function byAuthority(evidence: readonly Evidence[], found: Ruling, { policy, action }: Court): Ruling {
  const broken = evidence
    .filter(it => !it.shadow)
    .map(it => policy.integrity[it.code] ?? 'OK')
    .reduce<Verdict>(worst, 'OK');
  const graded: Verdict = policy.leastGrade[action] === undefined ? 'OK' : 'REVIEW';
  if (broken !== 'OK' && !isWorse(found.verdict, broken)) return { verdict: broken, decidedBy: 'integrity' };
  if (graded !== 'OK' && found.verdict === 'OK') return { verdict: graded, decidedBy: 'grade' };
  return found;
}
