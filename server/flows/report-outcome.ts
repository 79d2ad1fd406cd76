import type { OutcomeResult } from '../../shared/wire/judgement.ts';
import { knownDeviceId, type OutcomeRequest, type ScreeningView } from '../../shared/wire/screening.ts';
import { afterOutcome } from '../core/device-status.ts';
import { isUndisputed } from '../core/history.ts';
import { ProblemError } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import type { Ports } from '../ports/ports.ts';
import type { Site } from '../ports/sites.ts';
import { moveDevice } from './account-devices.ts';
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
  unknown: 0,
};

/**
 * Keeps the outcome, and lets the account's history learn or unlearn exactly this login. Rejects with StateAway where it was kept and
 * the history could not be told: the same outcome again is kept once, and tells it.
 */
export async function reportOutcome(
  ports: Pick<Ports, 'records' | 'state' | 'clock'>,
  site: Site,
  id: string,
  { result, source, comment }: OutcomeRequest,
): Promise<ScreeningView> {
  const at = ports.clock.now();
  const outcome = { result, source: source ?? null, comment: comment ?? null, confidence: CONFIDENCE[result], at };
  const stored = await ports.records.addOutcome(site.id, id, outcome, LIMITS.outcomesPerScreeningMax);
  if (stored === 'full') throw new ProblemError('outcomes-full');
  if (stored === null) throw new ProblemError('screening-unknown');
  if (stored.accountRef !== null && stored.action === 'login') {
    const results = stored.outcomes.map(it => it.result);
    const undisputed = isUndisputed(stored.phase, stored.wouldBe, results);
    const change = { kind: undisputed ? 'add' : 'remove', list: 'logins', member: stored.id } as const;
    const changes = [{ subject: { type: 'account', key: stored.accountRef } as const, changes: [change] }];
    await ports.state.change({ siteId: site.id, now: at, changes, idempotency: null }, LIMITS.changeMsMax);
  }
  const device = knownDeviceId(stored.answer);
  if (stored.accountRef !== null && device !== null) {
    await moveDevice(ports, site, stored.accountRef, device, (known, now) => afterOutcome(known, result, now));
  }
  return viewOf(stored);
}
