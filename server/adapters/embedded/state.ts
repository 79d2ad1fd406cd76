import { readSubject, type Subject, type SubjectId } from '../../core/subjects/subject.ts';
import type { TokenUse } from '../../core/token-use.ts';
import { StateAway } from '../../errors.ts';
import { LIMITS } from '../../limits.ts';
import type { ScreeningRecord } from '../../ports/records.ts';
import type { Loaded, LoadQuery, State, StoredReport } from '../../ports/state.ts';
import { rowsOf, type ScreeningRows } from '../sql/tables.ts';
import type { Database } from './database.ts';
import { isOver, readSubjectRow, subjectRowId } from './subject-row.ts';
import type { Swept } from './write-job.ts';

export type StateLimits = {
  readonly reportLifeMs: number;
  readonly reportsMax: number;
  /** Of all kinds, in one call of `sweep`. */
  readonly sweepRowsMax: number;
};

const SQL = {
  report: 'SELECT body, uses FROM reports LEFT JOIN token_uses ON report = n WHERE id = ? AND site_id = ?',
  idempotent: 'SELECT digest, screening_id FROM idempotency WHERE site_id = ? AND key = ? AND expires_at > ?',
  subject: 'SELECT ? AS place, body, marks FROM subjects WHERE id = ?',
} as const;

/** Deleted in one transaction: few enough that screenings hardly wait for it. */
const SWEPT_AT_ONCE = 200;
/** Asked in one statement. */
const SUBJECTS_AT_ONCE = 16;

export function embeddedState(db: Database, limits: StateLimits): State {
  return {
    saveReport: async (report, nonce, withinMs) => {
      const { id, siteId, createdAt } = report;
      const body = JSON.stringify(report);
      const [saved] = await db.write({ kind: 'report', id, siteId, createdAt, body, nonce }, withinMs);
      return saved === 1 ? 'saved' : 'nonce-used';
    },
    load: async query => {
      try {
        return load(db, query);
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
    restore: async (record, changes) => {
      const rows = rowsToSend(record);
      await db.write({ kind: 'restore', rows, changes, now: record.createdAt }, LIMITS.stateBackgroundMsMax);
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

function load(db: Database, { siteId, now, reportId, subjects, idempotencyKey }: LoadQuery): Loaded {
  const found = reportId === null ? undefined : db.prepare(SQL.report).get(reportId, siteId);
  const kept = idempotencyKey === null ? undefined : db.prepare(SQL.idempotent).get(siteId, idempotencyKey, now);
  const report: StoredReport | null = found === undefined ? null : JSON.parse(String(found['body']));
  const uses: readonly TokenUse[] = JSON.parse(String(found?.['uses'] ?? '[]'));
  return {
    report,
    uses,
    subjects: loadSubjects(db, siteId, now, subjects),
    idempotent:
      kept === undefined ? null : { digest: String(kept['digest']), screeningId: String(kept['screening_id']) },
  };
}

/** All of them in one statement: what costs is the statements. */
function loadSubjects(db: Database, siteId: string, now: number, ids: readonly SubjectId[]): (Subject | null)[] {
  const loaded = new Array<Subject | null>(ids.length).fill(null);
  for (let from = 0; from < ids.length; from += SUBJECTS_AT_ONCE) {
    const asked = ids.slice(from, from + SUBJECTS_AT_ONCE);
    const sql = asked.map(() => SQL.subject).join(' UNION ALL ');
    const rows = db.prepare(sql).all(...asked.flatMap((id, n) => [from + n, subjectRowId(siteId, id)]));
    for (const row of rows) {
      const place = Number(row['place']);
      const marks = row['marks'] instanceof Uint8Array ? row['marks'] : null;
      const stored = readSubjectRow({ body: String(row['body']), marks });
      const type = ids[place]?.type ?? 'account';
      if (!isOver(stored, type, now)) loaded[place] = readSubject(stored, type, now);
    }
  }
  return loaded;
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
