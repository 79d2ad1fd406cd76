import { z } from 'zod';
import {
  ACTIONS,
  type Action,
  BOT_KINDS,
  type BotKind,
  FAMILIES,
  GRADES,
  type Grade,
  HYPOTHESES,
  type Hypothesis,
  VERDICTS,
  type Verdict,
} from '../../shared/wire/judgement.ts';

/** A site's rules as data. Weights and priors are log-odds to two decimals, thresholds scores 0..100. */
const logOdds = z.number().min(-20).max(20);
const thresholds = z.strictObject({ REVIEW: z.int().min(0).max(100), NG: z.int().min(0).max(100) });
const verdictAbove = z.enum(['REVIEW', 'NG']);
const programVerdict = z.enum([...VERDICTS, 'score']);

export const policySchema = z.strictObject({
  domain: z.literal('access'),
  /** By hypothesis, then by action; `default` for the actions not named. */
  priors: z.record(z.enum(HYPOTHESES), z.strictObject({ default: logOdds }).catchall(logOdds)),
  /** The most that a family may add or take away, over all its evidence. */
  caps: z.record(z.enum(FAMILIES), z.number().min(0).max(20)),
  /** By hypothesis, then by action: what is done after the login asks sooner whether it is the owner. */
  thresholds: z.record(z.enum(HYPOTHESES), z.strictObject({ default: thresholds }).catchall(thresholds)),
  /** Reason codes that decide above all lists. */
  integrity: z.record(z.string(), verdictAbove),
  /**
   * What a program may do, by its kind, then by action; `default` for the actions not named, `score`: as for anybody. Of the registered
   * kinds only who is verified has the line; `tool` is nobody's registered program, so its line can only make a verdict worse.
   */
  programs: z.record(z.enum(BOT_KINDS), z.strictObject({ default: programVerdict }).catchall(programVerdict)),
  /** Habits are silent until the account has so many undisputed logins, and the site so many. */
  habit: z.strictObject({ accountLogins: z.int().min(1).max(20), siteLogins: z.int().min(1).max(1_000_000) }),
  /**
   * When an account takes no more passwords for a while (core/lockout). `failuresMax`: within an hour, the fixed count that a rule book
   * asks for; `popularityMax`: of all that was tried within a day, as a share of the site's accounts.
   */
  lockout: z.strictObject({
    failuresMax: z.int().min(1).max(100),
    popularityMax: z.number().min(0.000_01).max(1),
    minutes: z.int().min(1).max(1440),
  }),
  /** The least step-up an action needs, however low its risk. */
  leastGrade: z.partialRecord(z.enum(ACTIONS), z.enum(GRADES)),
  /** The step-up that a REVIEW asks for. */
  reviewGrade: z.enum(GRADES),
  /** By reason code: the least that a REVIEW with this reason asks for. What a relay passes on is no answer to a relay. */
  reasonGrades: z.record(z.string(), z.enum(GRADES)),
  /** The verdict at the least, by action, while the state is away; REVIEW for what is not named. */
  failover: z.partialRecord(z.enum(ACTIONS), z.enum(VERDICTS)),
});
export type PolicyRules = z.infer<typeof policySchema>;
type Thresholds = z.infer<typeof thresholds>;
export type Policy = PolicyRules & { readonly revision: string };

export function priorOf(policy: PolicyRules, hypothesis: Hypothesis, action: Action): number {
  const of: Readonly<Record<string, number>> & { readonly default: number } = policy.priors[hypothesis];
  return of[action] ?? of.default;
}

/** null: the score decides. */
export function programLine(policy: PolicyRules, kind: BotKind, action: Action): Verdict | null {
  const of: Readonly<Record<string, Verdict | 'score'>> & { readonly default: Verdict | 'score' } =
    policy.programs[kind];
  const line = of[action] ?? of.default;
  return line === 'score' ? null : line;
}

export function verdictOfScore(policy: PolicyRules, hypothesis: Hypothesis, action: Action, score: number): Verdict {
  const of: Readonly<Record<string, Thresholds>> & { readonly default: Thresholds } = policy.thresholds[hypothesis];
  const { REVIEW, NG } = of[action] ?? of.default;
  if (score >= NG) return 'NG';
  return score >= REVIEW ? 'REVIEW' : 'OK';
}

export const stronger = (a: Grade, b: Grade): Grade => (GRADES.indexOf(b) > GRADES.indexOf(a) ? b : a);

const SEVERITY: Readonly<Record<Verdict, number>> = { OK: 0, REVIEW: 1, NG: 2 };

export const isWorse = (a: Verdict, b: Verdict): boolean => SEVERITY[a] > SEVERITY[b];
export const worst = (a: Verdict, b: Verdict): Verdict => (isWorse(b, a) ? b : a);
