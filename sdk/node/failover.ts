import type { Action, Verdict } from '../../shared/wire/judgement.ts';

/** Why Sekisho's own answer could not be had. */
export type FailoverCause =
  /** No whole answer within `deadlineMs`. */
  | 'timed-out'
  /** Connection refused, reset, no such host, a broken TLS handshake. */
  | 'unreachable'
  /** 5xx: it is starting, stopping or broken. */
  | 'server-error'
  /** Its store is away, and it could not even keep an answer of its own fail-over on its disk. */
  | 'state-away'
  /** 408, 429 or busy: under a flood its limits answer, and a person must still be able to log in. */
  | 'too-busy'
  /** Something answered that does not speak Sekisho's protocol, such as a proxy's page or a redirect. */
  | 'unexpected-answer';

/** What moves money, or hands an account over, never passes unseen because the gate is down. */
const GUARDED = [
  'payee-change',
  'transfer',
  'withdrawal',
  'password-reset',
  'ticket-transfer',
  'email-change',
  'phone-change',
] as const satisfies Action[];
type GuardedAction = (typeof GUARDED)[number];

/** The verdict for each action while Sekisho cannot be reached. What is not named is REVIEW. */
export type FailoverPolicy = { readonly [A in Action]?: A extends GuardedAction ? Exclude<Verdict, 'OK'> : Verdict };

const DEFAULTS: Readonly<Record<Action, Verdict>> = {
  login: 'REVIEW',
  'sign-up': 'REVIEW',
  'password-reset': 'REVIEW',
  'payee-change': 'REVIEW',
  transfer: 'REVIEW',
  withdrawal: 'REVIEW',
  'ticket-purchase': 'REVIEW',
  'ticket-transfer': 'REVIEW',
  'email-change': 'REVIEW',
  'phone-change': 'REVIEW',
};
const VERDICTS: readonly string[] = ['OK', 'REVIEW', 'NG'] satisfies Verdict[];

/**
 * The stand-in answer. It has the fields of a screening's answer so that the same code acts on both; what only Sekisho
 * could have judged is null, never 0. Told apart by `id === null`.
 */
export type FailoverAnswer = {
  readonly id: null;
  readonly verdict: Verdict;
  readonly score: null;
  readonly mode: null;
  readonly wouldBe: null;
  readonly decidedBy: 'failover';
  readonly degraded: readonly ['sekisho-unreachable'];
  readonly cause: FailoverCause;
  readonly replayed?: undefined;
  readonly reasons: readonly [];
  readonly bot: null;
  readonly takeover: null;
  readonly counterfactual: null;
  readonly account: null;
  readonly lock: null;
  readonly device: null;
  /** Null: no grade was judged. On REVIEW take the strongest step-up that the customer has. */
  readonly stepUp: null;
  readonly policy: null;
  /** Milliseconds spent on trying. */
  readonly tookMs: number;
};

export type Failover = (action: Action, cause: FailoverCause, tookMs: number) => FailoverAnswer;

/** Every mistake in the policy, in words; empty when it may be used. Callers without TypeScript need it too. */
export function failoverProblems(policy: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(policy).flatMap(([action, verdict]) => {
    if (!Object.hasOwn(DEFAULTS, action)) return [`failover.${action}: no such action`];
    if (typeof verdict !== 'string' || !VERDICTS.includes(verdict))
      return [`failover.${action}: must be OK, REVIEW or NG`];
    const guarded = GUARDED.some(it => it === action);
    return guarded && verdict === 'OK'
      ? [`failover.${action}: must not be OK, it would pass unseen whenever Sekisho is down`]
      : [];
  });
}

/** Makes the stand-in answers of a policy that has no problems. */
export function failover(policy: FailoverPolicy): Failover {
  const verdicts: Readonly<Record<Action, Verdict>> = { ...DEFAULTS, ...policy };
  return (action, cause, tookMs) => ({
    id: null,
    // An action that this version does not know gets the careful answer.
    verdict: verdicts[action] ?? 'REVIEW',
    score: null,
    mode: null,
    wouldBe: null,
    decidedBy: 'failover',
    degraded: ['sekisho-unreachable'],
    cause,
    reasons: [],
    bot: null,
    takeover: null,
    counterfactual: null,
    account: null,
    lock: null,
    device: null,
    stepUp: null,
    policy: null,
    tookMs,
  });
}
