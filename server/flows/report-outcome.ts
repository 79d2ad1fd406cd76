import type { OutcomeResult } from '../../shared/wire/judgement.ts';
import { knownDeviceId, type OutcomeRequest, type ScreeningView } from '../../shared/wire/screening.ts';
import { isToldOf, type JournalEvent } from '../core/journal.ts';
import { ProblemError } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import type { Ports } from '../ports/ports.ts';
import type { StoredOutcome, StoredScreening } from '../ports/records.ts';
import type { Site } from '../ports/sites.ts';
import { teachAccount } from './account-devices.ts';
import { type Learner, outcomeLesson } from './learn-outcome.ts';
import { viewOf } from './read-screenings.ts';

/** How sure each result is taken to be as a label; a charge-back went through a bank, a failed login proves little. */
const CONFIDENCE: Readonly<Record<OutcomeResult, number>> = {
  chargeback: 0.95,
  fraud: 0.9,
  legit: 0.9,
  'stepup-passed': 0.7,
  'stepup-failed': 0.4,
  succeeded: 0.3,
  failed: 0.2,
  disputed: 0.6,
  unknown: 0,
};

/** What happened afterwards, as the site's backend tells it. Throws and rejects as `keepOutcome`. */
export async function reportOutcome(
  ports: Keeping,
  site: Site,
  id: string,
  { result, source, comment, grade }: OutcomeRequest,
): Promise<ScreeningView> {
  const said = { source: source ?? null, comment: comment ?? null, ...(grade === undefined ? {} : { grade }) };
  const outcome = { result, ...said, confidence: CONFIDENCE[result], at: ports.clock.now() };
  return viewOf(await keepOutcome(ports, site, id, outcome));
}

type Keeping = Pick<Ports, 'records' | 'state' | 'clock'>;

/**
 * Keeps the outcome, and lets the account's history learn or unlearn exactly this login, and what stood on it. Rejects with StateAway
 * where it was kept and the history could not be told: the same outcome again is kept once, and tells it. Throws a ProblemError where
 * there is no such screening, or it takes no more.
 */
export async function keepOutcome(
  ports: Keeping,
  site: Site,
  id: string,
  outcome: StoredOutcome,
): Promise<StoredScreening> {
  const max = isAnybodys(outcome) ? LIMITS.outcomesOfAnybodyMax : LIMITS.outcomesPerScreeningMax;
  const stored = await ports.records.addOutcome(site.id, id, outcome, max);
  if (stored === 'full') throw new ProblemError('outcomes-full');
  if (stored === null) throw new ProblemError('screening-unknown');
  if (stored.accountRef !== null && outcome.teaches !== false) {
    const device = knownDeviceId(stored.answer);
    const learn = (account: Learner, now: number) => outcomeLesson(stored, account, now);
    await teachAccount(ports, site, stored.accountRef, device, learn, toldOf(stored));
  }
  return stored;
}

/** Said by somebody who could not prove to be the owner. */
const isAnybodys = ({ result, teaches }: StoredOutcome): boolean => teaches === false || result === 'disputed';

/** As it is stored: told again, it is the same event. What anybody may have said is one, however often he says it. */
function toldOf({ id, outcomes }: StoredScreening): readonly JournalEvent[] {
  const [before, last] = [undefined, ...outcomes.filter(it => it.teaches !== false)].slice(-2);
  if (last === undefined || !isToldOf(last.result)) return [];
  if (isAnybodys(last) && before?.result === last.result) return [];
  const { at, result, source, grade = null } = last;
  return [{ kind: 'outcome', at, screening: id, result, source, grade }];
}
