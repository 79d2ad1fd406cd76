import {
  changeSubject,
  lifeMsOf,
  readSubject,
  type StoredSubject,
  type SubjectChange,
  type SubjectId,
} from '../../server/core/subjects/subject.ts';
import type { TokenUse } from '../../server/core/token-use.ts';
import type {
  Aside,
  Commit,
  Erasure,
  Loaded,
  LoadQuery,
  Spooled,
  State,
  StoredReport,
} from '../../server/ports/state.ts';

type Remembered = { readonly digest: string; readonly screeningId: string };

/**
 * The state port as plain maps over `core/subjects`: what every store has to answer. Nothing in it ends by itself: `isAlive` tells
 * what a store must still have, so that a play asks for nothing that may be gone.
 */
export class ModelState implements Pick<State, 'saveReport' | 'load' | 'commit' | 'change' | 'restore' | 'erase'> {
  readonly #nonces = new Set<string>();
  readonly #reports = new Map<string, StoredReport>();
  readonly #uses = new Map<string, readonly TokenUse[]>();
  readonly #records = new Set<string>();
  readonly #keys = new Map<string, Remembered>();
  readonly #subjects = new Map<string, { readonly stored: StoredSubject; readonly changedAt: number }>();

  async saveReport(report: StoredReport, nonce: { readonly id: string }): Promise<'saved' | 'nonce-used'> {
    if (this.#nonces.has(nonce.id)) return 'nonce-used';
    this.#nonces.add(nonce.id);
    this.#reports.set(report.id, report);
    return 'saved';
  }

  async load({ siteId, now, reportId, subjects, idempotencyKey }: LoadQuery): Promise<Loaded> {
    const report = this.#report(siteId, reportId);
    return {
      report,
      uses: report === null ? [] : this.uses(report.id),
      subjects: subjects.map(it => {
        const known = this.#subjects.get(subjectKey(siteId, it));
        return known === undefined ? null : readSubject(known.stored, it.type, now);
      }),
      idempotent: idempotencyKey === null ? null : this.remembered(siteId, idempotencyKey),
    };
  }

  async commit({ record, token, changes, idempotency }: Commit): Promise<'done' | 'conflict'> {
    const { siteId, createdAt } = record;
    if (token !== null) {
      const report = this.#report(siteId, token.reportId);
      if (report === null || this.uses(report.id).length !== token.seenUses) return 'conflict';
    }
    if (idempotency !== null) {
      const known = this.remembered(siteId, idempotency.key);
      if ((known?.screeningId ?? null) !== idempotency.replaces) return 'conflict';
      const { key, digest } = idempotency;
      this.#keys.set(keyOf(siteId, key), { digest, screeningId: record.id });
    }
    if (token !== null) this.#uses.set(token.reportId, [...this.uses(token.reportId), token.use]);
    this.#apply(siteId, changes, createdAt);
    this.#records.add(record.id);
    return 'done';
  }

  async change({ siteId, now, changes, idempotency }: Aside): Promise<void> {
    this.#apply(siteId, changes, now);
    if (idempotency === null || this.remembered(siteId, idempotency.key) !== null) return;
    const { key, digest, screeningId } = idempotency;
    this.#keys.set(keyOf(siteId, key), { digest, screeningId });
  }

  async restore({ record, changes, idempotency }: Spooled): Promise<void> {
    const { siteId, createdAt: now, id } = record;
    const isNew = !this.#records.has(id);
    this.#records.add(id);
    const key = idempotency && { ...idempotency, screeningId: id };
    await this.change({ siteId, now, changes: isNew ? changes : [], idempotency: key });
  }

  async erase({ siteId, subjects, reportIds, idempotencyKeys }: Erasure): Promise<void> {
    for (const it of subjects) this.#subjects.delete(subjectKey(siteId, it));
    for (const id of reportIds) {
      if (this.#report(siteId, id) === null) continue;
      this.#reports.delete(id);
      this.#uses.delete(id);
    }
    for (const it of idempotencyKeys) this.#keys.delete(keyOf(siteId, it));
  }

  uses(reportId: string): readonly TokenUse[] {
    return this.#uses.get(reportId) ?? [];
  }

  remembered(siteId: string, key: string): Remembered | null {
    return this.#keys.get(keyOf(siteId, key)) ?? null;
  }

  /** Not known, or so young that a store may not have let it go yet. */
  isAlive(siteId: string, id: SubjectId, now: number, marginMs: number): boolean {
    const known = this.#subjects.get(subjectKey(siteId, id));
    return known === undefined || now - known.changedAt < lifeMsOf(known.stored, id.type) - marginMs;
  }

  #report(siteId: string, id: string | null): StoredReport | null {
    const found = id === null ? undefined : this.#reports.get(id);
    return found?.siteId === siteId ? found : null;
  }

  #apply(siteId: string, all: readonly SubjectChange[], now: number): void {
    for (const { subject, changes } of all) {
      const key = subjectKey(siteId, subject);
      const stored = changeSubject(this.#subjects.get(key)?.stored ?? null, subject.type, changes, now);
      if (stored !== null) this.#subjects.set(key, { stored, changedAt: now });
    }
  }
}

const subjectKey = (siteId: string, { type, key }: SubjectId): string => JSON.stringify([siteId, type, key]);
const keyOf = (siteId: string, key: string): string => JSON.stringify([siteId, key]);
