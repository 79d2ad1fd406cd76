import type { StoredOutcome } from '../../ports/records.ts';
import type { ScreeningRows } from './tables.ts';

/** What happened to the records, as the outbox of a cluster carries it. */
export type RecordEvent =
  | {
      readonly kind: 'screening';
      /** As they are stored: who drains reads no record. */
      readonly rows: ScreeningRows;
      /** One of the same id gives way: it was restored from a spool. */
      readonly replace: boolean;
    }
  | {
      readonly kind: 'outcome';
      readonly siteId: string;
      readonly screeningId: string;
      /** Its place among the screening's outcomes, from 0: the same one again is stored once. */
      readonly n: number;
      readonly outcome: StoredOutcome;
    };

/** Where the outbox is drained to. */
export type RecordSink = {
  /** All of them, in their order, in one transaction; any of them may be stored already. Rejects with RecordsAway. */
  readonly store: (events: readonly RecordEvent[]) => Promise<void>;
};
