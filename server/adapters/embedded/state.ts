import type { AccountState, Commit, Loaded, LoadQuery, State, StoredReport } from '../../ports/state.ts';
import type { Database } from './database.ts';
import { insertScreening } from './records.ts';

export type StateLimits = {
  readonly reportLifeMs: number;
  readonly reportsMax: number;
  readonly accountLoginsKept: number;
  readonly sweepRowsMax: number;
};

const SQL = {
  spendNonce: 'INSERT INTO nonces (id, expires_at) VALUES (?, ?) ON CONFLICT DO NOTHING',
  addReport: 'INSERT INTO reports (id, site_id, created_at, body) VALUES (?, ?, ?, ?)',
  report: 'SELECT body, uses FROM reports WHERE id = ? AND site_id = ?',
  account: 'SELECT first_seen_at, last_seen_at, attempts, logins FROM accounts WHERE site_id = ? AND ref = ?',
  putAccount: `INSERT INTO accounts (site_id, ref, first_seen_at, last_seen_at, attempts, logins) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (site_id, ref) DO UPDATE SET last_seen_at = excluded.last_seen_at, attempts = excluded.attempts, logins = excluded.logins`,
  setUses: 'UPDATE reports SET uses = ? WHERE id = ?',
  idempotent: 'SELECT digest, screening_id FROM idempotency WHERE site_id = ? AND key = ?',
  addIdempotent: 'INSERT INTO idempotency (site_id, key, digest, screening_id, expires_at) VALUES (?, ?, ?, ?, ?)',
  sweepNonces: 'DELETE FROM nonces WHERE id IN (SELECT id FROM nonces WHERE expires_at < ? LIMIT ?)',
  sweepIdempotency: `DELETE FROM idempotency WHERE (site_id, key) IN
    (SELECT site_id, key FROM idempotency WHERE expires_at < ? LIMIT ?)`,
  sweepReports: 'DELETE FROM reports WHERE id IN (SELECT id FROM reports WHERE created_at < ? LIMIT ?)',
  countReports: 'SELECT count(*) AS n FROM reports',
  dropOldest: 'DELETE FROM reports WHERE id IN (SELECT id FROM reports ORDER BY created_at LIMIT ?)',
} as const;

export function embeddedState(db: Database, limits: StateLimits): State {
  const readAccount = (siteId: string, refs: readonly string[]): { ref: string; state: AccountState } | null => {
    for (const ref of refs) {
      const row = db.prepare(SQL.account).get(siteId, ref);
      if (row === undefined) continue;
      const state: AccountState = {
        firstSeenAt: Number(row['first_seen_at']),
        lastSeenAt: Number(row['last_seen_at']),
        attempts: Number(row['attempts']),
        logins: JSON.parse(String(row['logins'])),
      };
      return { ref, state };
    }
    return null;
  };

  const putAccount = (siteId: string, ref: string, it: AccountState): void => {
    const logins = JSON.stringify(it.logins.slice(-limits.accountLoginsKept));
    db.prepare(SQL.putAccount).run(siteId, ref, it.firstSeenAt, it.lastSeenAt, it.attempts, logins);
  };

  const seeAccount = (siteId: string, refs: readonly string[], now: number, login: string | null): void => {
    const known = readAccount(siteId, refs);
    const ref = known?.ref ?? refs[0];
    if (ref === undefined) return;
    const was = known?.state ?? { firstSeenAt: now, lastSeenAt: now, attempts: 0, logins: [] };
    const logins = login === null ? was.logins : [...was.logins, login];
    putAccount(siteId, ref, { ...was, lastSeenAt: now, attempts: was.attempts + 1, logins });
  };

  const load = async ({ siteId, reportId, accountRefs, idempotencyKey }: LoadQuery): Promise<Loaded> => {
    const found = reportId === null ? undefined : db.prepare(SQL.report).get(reportId, siteId);
    const same = idempotencyKey === null ? undefined : db.prepare(SQL.idempotent).get(siteId, idempotencyKey);
    return {
      report: found === undefined ? null : JSON.parse(String(found['body'])),
      uses: found === undefined ? [] : JSON.parse(String(found['uses'])),
      account: readAccount(siteId, accountRefs)?.state ?? null,
      idempotent:
        same === undefined ? null : { digest: String(same['digest']), screeningId: String(same['screening_id']) },
    };
  };

  /** True where nothing moved since load. */
  const stands = ({ record, token, idempotency }: Commit): boolean => {
    if (idempotency !== null && db.prepare(SQL.idempotent).get(record.siteId, idempotency.key) !== undefined)
      return false;
    if (token === null) return true;
    const row = db.prepare(SQL.report).get(token.reportId, record.siteId);
    return row !== undefined && JSON.parse(String(row['uses'])).length === token.seenUses;
  };

  const apply = (commit: Commit): 'done' | 'conflict' => {
    if (!stands(commit)) return 'conflict';
    const { record, token, account, idempotency } = commit;
    if (token !== null) {
      const row = db.prepare(SQL.report).get(token.reportId, record.siteId);
      const uses: unknown[] = JSON.parse(String(row?.['uses']));
      db.prepare(SQL.setUses).run(JSON.stringify([...uses, token.use]), token.reportId);
    }
    if (account !== null) seeAccount(record.siteId, account.refs, record.createdAt, account.login ? record.id : null);
    if (idempotency !== null) {
      const { key, digest, expiresAt } = idempotency;
      db.prepare(SQL.addIdempotent).run(record.siteId, key, digest, record.id, expiresAt);
    }
    insertScreening(db, record);
    return 'done';
  };

  return {
    saveReport: (report, nonce) => db.write(() => saveReport(db, report, nonce)),
    load,
    commit: it => db.write(() => apply(it)),
    countAttempt: (siteId, refs, now) => db.write(() => seeAccount(siteId, refs, now, null)),
    learn: (siteId, accountRef, screeningId, undisputed) =>
      db.write(() => {
        const known = readAccount(siteId, [accountRef]);
        if (known === null) return;
        const others = known.state.logins.filter(it => it !== screeningId);
        putAccount(siteId, accountRef, { ...known.state, logins: undisputed ? [...others, screeningId] : others });
      }),
    sweep: now => db.write(() => sweep(db, limits, now)),
  };
}

function saveReport(
  db: Database,
  report: StoredReport,
  nonce: { readonly id: string; readonly expiresAt: number },
): 'saved' | 'nonce-used' {
  if (db.prepare(SQL.spendNonce).run(nonce.id, nonce.expiresAt).changes === 0) return 'nonce-used';
  db.prepare(SQL.addReport).run(report.id, report.siteId, report.createdAt, JSON.stringify(report));
  return 'saved';
}

function sweep(db: Database, limits: StateLimits, now: number): number {
  const rows = limits.sweepRowsMax;
  let gone = 0;
  gone += Number(db.prepare(SQL.sweepNonces).run(now, rows).changes);
  gone += Number(db.prepare(SQL.sweepIdempotency).run(now, rows).changes);
  gone += Number(db.prepare(SQL.sweepReports).run(now - limits.reportLifeMs, rows).changes);
  const beyond = Number(db.prepare(SQL.countReports).get()?.['n']) - limits.reportsMax;
  if (beyond > 0) gone += Number(db.prepare(SQL.dropOldest).run(Math.min(beyond, rows)).changes);
  return gone;
}
