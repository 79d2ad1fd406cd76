import type { Mode, Verdict } from '../../shared/wire/judgement.ts';
import type { Reason } from '../../shared/wire/screening.ts';
import type { Calibration } from './calibration.ts';
import { type Counterfactual, counterfactual } from './counterfactual.ts';
import type { Domain } from './domains/domain.ts';
import { explain } from './explain.ts';
import type { Facts } from './facts.ts';
import { deriveFeatures, type Features } from './features/index.ts';
import { type AccountChange, accountChange } from './history.ts';
import { type Court, type Judged, judge } from './judge.ts';
import type { Listed } from './lists/list-index.ts';
import { isWorse, type Policy } from './policy.ts';

export type DecideOptions = {
  readonly domain: Domain;
  readonly policy: Policy;
  readonly detectorsOff: ReadonlySet<string>;
  readonly calibration: Calibration;
  readonly mode: Mode;
  readonly lists: Listed;
  /** The verdict that holds at the least while the state is away; null: it is there. */
  readonly failover: Verdict | null;
  /** Told the milliseconds of each step by its name; core itself has no clock. */
  readonly timed?: <T>(step: string, run: () => T) => T;
};

export type Decision = {
  readonly features: Features;
  readonly judged: Judged;
  /** What is answered: in observe mode always OK. */
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
  readonly counterfactual: Counterfactual | null;
  readonly account: AccountChange | null;
};

/** The path of a judgement, as one list of steps. */
export function decide(facts: Facts, options: DecideOptions): Decision {
  const { domain, policy, detectorsOff, calibration, mode, lists, failover, timed = (_, run) => run() } = options;
  const court: Court = { detectors: domain.detectors, detectorsOff, calibration, policy, action: facts.action, lists };
  const features = timed('derive', () => deriveFeatures(facts));
  const judged = timed('judge', () => withFailover(judge(features, court), failover, policy));
  const verdict = mode === 'enforce' ? judged.verdict : 'OK';
  const why = timed('explain', () => explain(judged, verdict, domain.words));
  const other = timed('counterfactual', () =>
    judged.decidedBy === 'failover' ? null : counterfactual(features, judged, court),
  );
  const account = accountChange(facts, judged);
  return {
    features,
    judged,
    verdict,
    reasons: why,
    counterfactual: other,
    account,
  };
}

/** What the question itself shows may be worse than the failure policy's answer, and never makes it better. */
function withFailover(judged: Judged, failover: Verdict | null, policy: Policy): Judged {
  if (failover === null || isWorse(judged.verdict, failover)) return judged;
  const stepUp = judged.stepUp ?? (failover === 'REVIEW' ? policy.reviewGrade : null);
  return { ...judged, verdict: failover, decidedBy: 'failover', stepUp };
}
