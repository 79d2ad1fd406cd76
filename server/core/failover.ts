import { ACTIONS, type Action, type Verdict } from '../../shared/wire/judgement.ts';

/** What a site answers for an action while the state is away. */
export type Failover = Readonly<Partial<Record<Action, Verdict>>>;

/** What moves money, or hands an account over, never passes unseen because a store is down. */
export const GUARDED_ACTIONS: readonly Action[] = [
  'payee-change',
  'transfer',
  'withdrawal',
  'password-reset',
  'ticket-transfer',
  'email-change',
  'phone-change',
];

/** The site's own word, else the policy's; a guarded action is never OK. */
export function failoverVerdict(action: Action, site: Failover, policy: Failover): Verdict {
  const said = site[action] ?? policy[action] ?? 'REVIEW';
  return said === 'OK' && GUARDED_ACTIONS.includes(action) ? 'REVIEW' : said;
}

/** Every mistake in what a site wants answered, in words; empty when it may be used. */
export function failoverProblems(wanted: Failover): readonly string[] {
  return ACTIONS.filter(action => wanted[action] === 'OK' && GUARDED_ACTIONS.includes(action)).map(
    action => `${action} must not be OK: it would pass unseen whenever the store is away`,
  );
}
