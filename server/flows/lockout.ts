import type { LockLane } from '../../shared/wire/judgement.ts';
import type { ScreeningAnswer } from '../../shared/wire/screening.ts';
import type { Decision } from '../core/decide.ts';
import { type LaneNow, lockAfter, lockedUntil, popularityUnits, writeLock } from '../core/lockout/lockout.ts';
import {
  popularityCellsOf,
  popularityOf,
  popularityWeightAt,
  type Sketched,
  shareOfAccount,
} from '../core/lockout/password-popularity.ts';
import type { Policy } from '../core/policy.ts';
import type { Addition } from '../core/site-cells.ts';
import type { Change, SubjectChange } from '../core/subjects/subject.ts';
import type { Habits } from '../ports/habit-counts.ts';
import type { Keys } from '../ports/keys.ts';
import { passwordRef } from './references.ts';
import { type Known, subjectOf } from './screening-facts.ts';
import type { Asked } from './screening-question.ts';

export type LockoutAfter = { readonly lock: ScreeningAnswer['lock']; readonly changes: readonly SubjectChange[] };

/** `own`: with a device that is vouched for. */
const COUNTERS = {
  'vouched-device': { failures: 'ownFailures', popularity: 'ownPopularity' },
  others: { failures: 'otherFailures', popularity: 'otherPopularity' },
} as const satisfies Record<LockLane, object>;

/** Where the account's password is asked for, and tried by somebody whose device the state can tell. */
const isTried = ({ request, refs, program }: Asked, known: Known | null): known is Known =>
  known !== null && refs.length > 0 && request.action === 'login' && program.verified === null;

/** Whether the account takes this password, and what a failure adds to its lane. In observe mode it counts, and locks nothing. */
export function lockoutAfter(
  asked: Asked,
  known: Known | null,
  { features }: Pick<Decision, 'features'>,
  { policy, habits, keys, enforced }: { policy: Policy; habits: Pick<Habits, 'sums'>; keys: Keys; enforced: boolean },
): LockoutAfter {
  if (!isTried(asked, known)) return { lock: null, changes: [] };
  const { refs, now } = asked;
  const rules = policy.lockout;
  const lane: LockLane = features.deviceVouched === true ? 'vouched-device' : 'others';
  const names = COUNTERS[lane];
  const of = laneNow(asked, known, lane, popularityNow(asked, habits, keys));
  const { failed } = of;
  const { lock, locks: locksNow } = lockAfter(of, rules, now);
  const { until } = lock;
  const units = popularityUnits(of.popularity, rules);
  const changes: Change[] = [];
  // What is tried on a locked lane was told nobody whether it was right: it makes the lock no longer.
  if (failed && (locksNow || lock.state === 'open')) {
    if (locksNow && enforced && until !== null) {
      // Its lane begins anew: what locked it once would lock again at the next typing error, all day.
      changes.push({ kind: 'restart', name: names.failures }, { kind: 'restart', name: names.popularity });
      changes.push({ kind: 'add', list: 'locks', member: writeLock(lane, until, now) });
    } else {
      changes.push({ kind: 'count', name: names.failures, by: 1 });
      if (units > 0) changes.push({ kind: 'count', name: names.popularity, by: units });
    }
  }
  return {
    lock: enforced ? { ...lock, until: until === null ? null : new Date(until).toISOString() } : null,
    changes: changes.length === 0 ? [] : [{ subject: { type: 'lockout', key: refs[0] ?? '' }, changes }],
  };
}

/** What a repeated attempt is told: its stored answer said what was so before the guesses that came meanwhile. */
export function lockNow({ request, now }: Asked, known: Known, stored: LockoutAfter['lock']): LockoutAfter['lock'] {
  if (stored === null || request.phase !== 'attempted') return stored;
  const until = lockedUntil(subjectOf(known, 'lockout')?.lists['locks'] ?? [], stored.lane);
  if (until === null || until <= now) return { state: 'open', lane: stored.lane, until: null };
  return { state: 'locked', lane: stored.lane, until: new Date(until).toISOString() };
}

/**
 * What a login on a locked lane teaches: that it was tried. The site lets nobody in there, whatever the password was, so nobody's history
 * learns from it and no device becomes anybody's.
 */
export function heedLock(
  asked: Asked,
  decision: Decision,
  lock: LockoutAfter['lock'],
): { readonly told: Asked; readonly decision: Decision } {
  const { request } = asked;
  if (lock?.state !== 'locked' || request.phase !== 'succeeded') return { told: asked, decision };
  const account = decision.account === null ? null : { ...decision.account, login: false };
  return { told: { ...asked, request: { ...request, phase: 'attempted' } }, decision: { ...decision, account } };
}

function laneNow({ request }: Asked, known: Known, lane: LockLane, popularity: number): LaneNow {
  const subject = subjectOf(known, 'lockout');
  const names = COUNTERS[lane];
  return {
    lane,
    lockedUntil: lockedUntil(subject?.lists['locks'] ?? [], lane),
    counts: {
      failures: subject?.counters[names.failures]?.['1h'] ?? 0,
      popularity: subject?.counters[names.popularity]?.['24h'] ?? 0,
    },
    failed: request.phase === 'failed',
    popularity,
  };
}

/** Of the password that was tried, and failed; 0 also where the site says nothing of it. */
function popularityNow({ request, site, now }: Asked, habits: Pick<Habits, 'sums'>, keys: Keys): number {
  const sketch = request.credential?.sketch;
  if (request.phase !== 'failed' || sketch === undefined) return 0;
  const sums = habits.sums(site.id, 'popularity');
  return sums === null ? 0 : popularityOf(sums, passwordRef(keys, site.id, sketch), now);
}

/**
 * What a screening adds to how popular its password is on the site: that of an undisputed login as one that is held, that of a failure as
 * one that is tried.
 * @param taught the login taught its account.
 */
export function popularityTaught(
  { request, site, now, program }: Asked,
  known: Known | null,
  keys: Keys,
  taught: boolean,
): readonly Addition[] {
  const sketch = request.credential?.sketch;
  if (sketch === undefined || request.action !== 'login' || program.verified !== null) return [];
  const of: Sketched | null = taught ? 'held' : request.phase === 'failed' ? 'tried' : null;
  if (of === null) return [];
  const { attempts, failures } = (known === null ? null : subjectOf(known, 'account'))?.counters ?? {};
  const earlier = (of === 'tried' ? failures?.['30d'] : (attempts?.['30d'] ?? 0) - (failures?.['30d'] ?? 0)) ?? 0;
  const weight = popularityWeightAt(now) * shareOfAccount(earlier);
  return popularityCellsOf(of, passwordRef(keys, site.id, sketch)).map(cell => [cell, weight] as const);
}
