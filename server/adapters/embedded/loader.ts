import type { StatementSync } from 'node:sqlite';
import { readSubject, type Subject, type SubjectId } from '../../core/subjects/subject.ts';
import type { Loaded, LoadQuery } from '../../ports/state.ts';
import type { Database } from './database.ts';
import { isOver, readSubjectRow, subjectRowId } from './subject-row.ts';

/** What a row answers: the subject of this place in the question, or one of these. */
const REPORT = -1;
const KEPT = -2;
type Row = readonly [answers: number, text: string, more: string | Uint8Array | null];

const SQL = {
  subject: (place: number) => `SELECT ${place}, body, seen FROM subjects WHERE id = ?`,
  report: `SELECT ${REPORT}, body, uses FROM reports LEFT JOIN token_uses ON report = n WHERE id = ? AND site_id = ?`,
  kept: `SELECT ${KEPT}, digest, screening_id FROM idempotency WHERE site_id = ? AND key = ? AND expires_at > ?`,
} as const;

/** As many as a collect asks for. */
const SUBJECTS_AT_ONCE = 18;

/** Answers questions in one statement each, for what costs is the statements; one for very many subjects in several. */
export class Loader {
  readonly #db: Pick<Database, 'compileRead'>;
  readonly #statements = new Map<number, StatementSync>();

  constructor(db: Pick<Database, 'compileRead'>) {
    this.#db = db;
  }

  load(query: LoadQuery): Loaded {
    const { subjects } = query;
    if (subjects.length <= SUBJECTS_AT_ONCE) return this.#ask(query);
    const first = this.#ask({ ...query, subjects: subjects.slice(0, SUBJECTS_AT_ONCE) });
    const others = { ...query, reportId: null, idempotencyKey: null, subjects: subjects.slice(SUBJECTS_AT_ONCE) };
    return { ...first, subjects: [...first.subjects, ...this.load(others).subjects] };
  }

  #ask({ siteId, now, reportId, subjects, idempotencyKey }: LoadQuery): Loaded {
    let report: Loaded['report'] = null;
    let uses: Loaded['uses'] = [];
    let idempotent: Loaded['idempotent'] = null;
    const known = new Array<Subject | null>(subjects.length).fill(null);
    const parameters: (string | number)[] = subjects.map(id => subjectRowId(siteId, id));
    if (reportId !== null) parameters.push(reportId, siteId);
    if (idempotencyKey !== null) parameters.push(siteId, idempotencyKey, now);
    for (const [answers, text, more] of this.#rows(subjects.length, reportId, idempotencyKey, parameters)) {
      if (answers === REPORT) {
        report = JSON.parse(text);
        if (typeof more === 'string') uses = JSON.parse(more);
      } else if (answers === KEPT) idempotent = { digest: text, screeningId: String(more) };
      else known[answers] = subjectOf(text, more, subjects[answers], now);
    }
    return { report, uses, subjects: known, idempotent };
  }

  #rows(
    subjects: number,
    reportId: string | null,
    key: string | null,
    parameters: readonly (string | number)[],
  ): readonly Row[] {
    if (parameters.length === 0) return [];
    const which = subjects * 4 + (reportId === null ? 0 : 2) + (key === null ? 0 : 1);
    let statement = this.#statements.get(which);
    if (statement === undefined) {
      const parts = Array.from({ length: subjects }, (_, place) => SQL.subject(place));
      if (reportId !== null) parts.push(SQL.report);
      if (key !== null) parts.push(SQL.kept);
      statement = this.#db.compileRead(parts.join(' UNION ALL '));
      statement.setReturnArrays(true);
      this.#statements.set(which, statement);
    }
    return statement.all(...parameters) as unknown as readonly Row[];
  }
}

function subjectOf(body: string, seen: Row[2], id: SubjectId | undefined, now: number): Subject | null {
  if (id === undefined || typeof seen === 'string') return null;
  const stored = readSubjectRow({ body, seen, marks: null });
  return isOver(stored, id.type, now) ? null : readSubject(stored, id.type, now);
}
