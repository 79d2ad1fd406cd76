import { RecordsAway } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Records } from '../ports/records.ts';

export type RecordsOperation = keyof Records;
export type RecordsResult = 'ok' | 'away' | 'failed';

export type RecordsWatch = {
  readonly onCall: (operation: RecordsOperation, seconds: number, result: RecordsResult) => void;
  /** Something is wrong rather than away: a bug, or a broken file. */
  readonly onFault: (operation: RecordsOperation, error: unknown) => void;
};

/** Any records, every call on them told: how long it took, and how it ended. */
export function watchedRecords(records: Records, clock: Pick<Clock, 'monotonic'>, watch: RecordsWatch): Records {
  const timed = async <T>(operation: RecordsOperation, ask: () => Promise<T>): Promise<T> => {
    const began = clock.monotonic();
    let result: RecordsResult = 'ok';
    try {
      return await ask();
    } catch (error) {
      result = error instanceof RecordsAway ? 'away' : 'failed';
      if (result === 'failed') watch.onFault(operation, error);
      throw error;
    } finally {
      watch.onCall(operation, (clock.monotonic() - began) / 1000, result);
    }
  };
  return {
    screening: (siteId, id) => timed('screening', () => records.screening(siteId, id)),
    search: (siteId, search) => timed('search', () => records.search(siteId, search)),
    sightings: (siteId, search) => timed('sightings', () => records.sightings(siteId, search)),
    payload: (siteId, id) => timed('payload', () => records.payload(siteId, id)),
    addOutcome: (siteId, id, outcome, max) => timed('addOutcome', () => records.addOutcome(siteId, id, outcome, max)),
    erase: (siteId, accountRefs, limit) => timed('erase', () => records.erase(siteId, accountRefs, limit)),
    retire: (now, retention) => timed('retire', () => records.retire(now, retention)),
    check: () => timed('check', () => records.check()),
  };
}
