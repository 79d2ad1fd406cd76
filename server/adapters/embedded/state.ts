import { StateAway } from '../../errors.ts';
import { LIMITS } from '../../limits.ts';
import type { ScreeningRecord } from '../../ports/records.ts';
import type { State } from '../../ports/state.ts';
import { rowsOf, type ScreeningRows } from '../sql/tables.ts';
import type { Database } from './database.ts';
import { Loader } from './loader.ts';
import type { Swept } from './write-job.ts';

export type StateLimits = {
  readonly reportLifeMs: number;
  readonly reportsMax: number;
  /** Of all kinds, in one call of `sweep`. */
  readonly sweepRowsMax: number;
};

/** Deleted in one transaction: few enough that screenings hardly wait for it. */
const SWEPT_AT_ONCE = 200;

export function embeddedState(db: Database, limits: StateLimits): State {
  const loader = new Loader(db);
  return {
    saveReport: async (report, nonce, withinMs) => {
      const { id, siteId, createdAt } = report;
      const body = JSON.stringify(report);
      const [saved] = await db.write({ kind: 'report', id, siteId, createdAt, body, nonce }, withinMs);
      return saved === 1 ? 'saved' : 'nonce-used';
    },
    load: async query => {
      try {
        return loader.load(query);
      } catch (error) {
        throw new StateAway('failed', { cause: error });
      }
    },
    commit: async ({ record, token, changes, idempotency }, withinMs) => {
      const { createdAt: now } = record;
      const rows = rowsToSend(record);
      const [done] = await db.write({ kind: 'commit', rows, token, changes, idempotency, now }, withinMs);
      return done === 1 ? 'done' : 'conflict';
    },
    change: async (aside, withinMs) => {
      await db.write({ kind: 'change', aside }, withinMs);
    },
    restore: async ({ record, changes, idempotency }) => {
      const { createdAt: now } = record;
      const rows = rowsToSend(record);
      await db.write({ kind: 'restore', rows, changes, idempotency, now }, LIMITS.stateBackgroundMsMax);
    },
    erase: async erasure => {
      await db.write({ kind: 'erase', erasure }, LIMITS.stateBackgroundMsMax);
    },
    sweep: now => sweep(db, limits, now),
    check: async withinMs => {
      await db.write({ kind: 'check' }, withinMs);
    },
  };
}

/** The bytes alone: a Buffer is a part of a pool of 64 KiB, all of which would cross to the thread. */
function rowsToSend(record: ScreeningRecord): ScreeningRows {
  const rows = rowsOf(record);
  const { payload } = rows;
  return { ...rows, payload: { ...payload, sealed: new Uint8Array(payload.sealed) } };
}

/** In small steps, between which others write. */
async function sweep(db: Database, limits: StateLimits, now: number): Promise<number> {
  const bounds: readonly (readonly [Swept, number])[] = [
    ['nonces', now],
    ['idempotency', now],
    ['reports', now - limits.reportLifeMs],
    ['reports-beyond', limits.reportsMax],
    ['subjects', now],
  ];
  let gone = 0;
  for (const [of, upTo] of bounds) {
    while (gone < limits.sweepRowsMax) {
      const rows = Math.min(SWEPT_AT_ONCE, limits.sweepRowsMax - gone);
      const [deleted = 0] = await db.write({ kind: 'sweep', of, upTo, rows }, LIMITS.stateBackgroundMsMax);
      gone += deleted;
      if (deleted < rows) break;
    }
  }
  return gone;
}
