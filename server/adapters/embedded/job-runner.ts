import type { SQLInputValue } from 'node:sqlite';
import type { SubjectChange } from '../../core/subjects/subject.ts';
import type { TokenUse } from '../../core/token-use.ts';
import type { Aside, Commit, Erasure } from '../../ports/state.ts';
import { ChangedSubjects } from './changed-subjects.ts';
import type { Connection } from './connection.ts';
import type { Statement } from './dialect.ts';
import { addScreening, replaceScreening } from './screening-rows.ts';
import type { Swept, WriteJob } from './write-job.ts';

const SQL = {
  spendNonce: 'INSERT INTO nonces (id, expires_at) VALUES (?, ?) ON CONFLICT DO NOTHING',
  addReport: 'INSERT INTO reports (id, site_id, created_at, body) VALUES (?, ?, ?, ?)',
  uses: 'SELECT n, uses FROM reports LEFT JOIN token_uses ON report = n WHERE id = ? AND site_id = ?',
  setUses: 'INSERT INTO token_uses (report, uses) VALUES (?, ?) ON CONFLICT DO UPDATE SET uses = excluded.uses',
  kept: 'SELECT screening_id FROM idempotency WHERE site_id = ? AND key = ? AND expires_at > ?',
  keep: `INSERT INTO idempotency (site_id, key, digest, screening_id, expires_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE
    SET digest = excluded.digest, screening_id = excluded.screening_id, expires_at = excluded.expires_at`,
  report: 'SELECT n FROM reports WHERE id = ? AND site_id = ?',
  removeReport: 'DELETE FROM reports WHERE n = ?',
  removeUses: 'DELETE FROM token_uses WHERE report = ?',
  removeKept: 'DELETE FROM idempotency WHERE site_id = ? AND key = ?',
  // Random, since SQLite writes no page whose bytes stay the same.
  check: 'INSERT INTO room (id, filler) VALUES (1, randomblob(?)) ON CONFLICT DO UPDATE SET filler = excluded.filler',
} as const;

/** About what a screening writes: on a disk with room for a page or two alone, one small row would be stored for a while yet. */
const CHECK_BYTES = 64 * 1024;

/** What each kind of row is found by when it has expired; reports are numbered in the order they came. */
const EXPIRED: Readonly<Record<Swept, string>> = {
  nonces: 'DELETE FROM nonces WHERE id IN (SELECT id FROM nonces WHERE expires_at < ? LIMIT ?)',
  idempotency: `DELETE FROM idempotency WHERE (site_id, key) IN
    (SELECT site_id, key FROM idempotency WHERE expires_at < ? LIMIT ?)`,
  subjects: 'DELETE FROM subjects WHERE rowid IN (SELECT rowid FROM subjects WHERE expires_at < ? LIMIT ?)',
  reports: 'SELECT n FROM reports WHERE created_at < ? ORDER BY created_at LIMIT ?',
  'reports-beyond': 'SELECT n FROM reports WHERE n <= (SELECT max(n) FROM reports) - ? ORDER BY n LIMIT ?',
};

/** Carries jobs out, inside a transaction that somebody else begins and ends. */
export class JobRunner {
  readonly #on: Connection;
  readonly #subjects: ChangedSubjects;

  constructor(on: Connection) {
    this.#on = on;
    this.#subjects = new ChangedSubjects(on);
  }

  /** @returns the rows touched, see `JobAnswer`. */
  run(job: Exclude<WriteJob, { kind: 'fold-log' }>): readonly number[] {
    switch (job.kind) {
      case 'report':
        return [this.#saveReport(job)];
      case 'commit':
        return [this.#commit(job)];
      case 'change':
        return [this.#change(job.aside)];
      case 'restore':
        return [this.#restore(job)];
      case 'erase':
        return [this.#erase(job.erasure)];
      case 'sweep':
        return [this.#sweep(job.of, job.upTo, job.rows)];
      case 'statements':
        return this.#statements(job.statements);
      case 'check':
        return [Number(this.#on.prepare(SQL.check).run(CHECK_BYTES).changes)];
    }
  }

  /** Before the transaction is committed. */
  finish(): void {
    this.#subjects.write();
  }

  /** After it was rolled back. */
  forget(): void {
    this.#subjects.forget();
  }

  #saveReport({ id, siteId, createdAt, body, nonce }: WriteJob & { kind: 'report' }): number {
    if (this.#on.prepare(SQL.spendNonce).run(nonce.id, nonce.expiresAt).changes === 0) return 0;
    this.#on.prepare(SQL.addReport).run(id, siteId, createdAt, body);
    return 1;
  }

  /** 0: something moved since it was decided; nothing was changed. */
  #commit({ rows, token, changes, idempotency, now }: WriteJob & { kind: 'commit' }): number {
    const { id, site_id: siteId } = rows.screening;
    if (idempotency !== null && this.#keptFor(siteId, idempotency.key, now) !== idempotency.replaces) return 0;
    if (token !== null && !this.#useToken(siteId, token)) return 0;
    this.#changeSubjects(siteId, changes, now);
    if (idempotency !== null) this.#keep(siteId, { ...idempotency, screeningId: id });
    addScreening(this.#on, rows);
    return 1;
  }

  #restore({ rows, changes, idempotency, now }: WriteJob & { kind: 'restore' }): number {
    const { id, site_id: siteId } = rows.screening;
    const wasThere = replaceScreening(this.#on, rows);
    return this.#change({
      siteId,
      now,
      changes: wasThere ? [] : changes,
      idempotency: idempotency && { ...idempotency, screeningId: id },
    });
  }

  #change({ siteId, now, changes, idempotency }: Aside): number {
    this.#changeSubjects(siteId, changes, now);
    if (idempotency !== null && this.#keptFor(siteId, idempotency.key, now) === null) this.#keep(siteId, idempotency);
    return 1;
  }

  #changeSubjects(siteId: string, changes: readonly SubjectChange[], now: number): void {
    for (const it of changes) this.#subjects.change(siteId, it, now);
  }

  #keptFor(siteId: string, key: string, now: number): string | null {
    const row = this.#on.prepare(SQL.kept).get(siteId, key, now);
    return row === undefined ? null : String(row['screening_id']);
  }

  #keep(siteId: string, { key, digest, screeningId, expiresAt }: NonNullable<Aside['idempotency']>): void {
    this.#on.prepare(SQL.keep).run(siteId, key, digest, screeningId, expiresAt);
  }

  /** False where the token was used since it was loaded, or is gone. */
  #useToken(siteId: string, { reportId, seenUses, use }: NonNullable<Commit['token']>): boolean {
    const row = this.#on.prepare(SQL.uses).get(reportId, siteId);
    if (row === undefined) return false;
    const uses: readonly TokenUse[] = JSON.parse(String(row['uses'] ?? '[]'));
    if (uses.length !== seenUses) return false;
    this.#on.prepare(SQL.setUses).run(Number(row['n']), JSON.stringify([...uses, use]));
    return true;
  }

  #erase({ siteId, subjects, reportIds, idempotencyKeys }: Erasure): number {
    for (const it of subjects) this.#subjects.remove(siteId, it);
    for (const id of reportIds) this.#dropReports(this.#on.prepare(SQL.report).all(id, siteId));
    for (const key of idempotencyKeys) this.#on.prepare(SQL.removeKept).run(siteId, key);
    return 1;
  }

  #sweep(of: Swept, upTo: number, rows: number): number {
    this.#subjects.write();
    const statement = this.#on.prepare(EXPIRED[of]);
    if (of === 'reports' || of === 'reports-beyond') return this.#dropReports(statement.all(upTo, rows));
    return Number(statement.run(upTo, rows).changes);
  }

  #dropReports(rows: readonly Record<string, unknown>[]): number {
    for (const row of rows) {
      const n = Number(row['n']);
      this.#on.prepare(SQL.removeReport).run(n);
      this.#on.prepare(SQL.removeUses).run(n);
    }
    return rows.length;
  }

  /** Their texts vary: each is compiled for this time alone. */
  #statements(statements: readonly Statement[]): readonly number[] {
    this.#subjects.write();
    return statements.map(({ sql, parameters }) =>
      Number(this.#on.compile(sql).run(...(parameters as SQLInputValue[])).changes),
    );
  }
}
