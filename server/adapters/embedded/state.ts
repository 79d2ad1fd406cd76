import type { Commit, Loaded, LoadQuery, State, StoredReport } from '../../ports/state.ts';
import { type Accounts, accountRows } from './accounts.ts';
import type { Database } from './database.ts';
import { insertScreening } from './records.ts';

export type StateLimits = {
  readonly reportLifeMs: number;
  readonly payloadLifeMs: number;
  readonly reportsMax: number;
  readonly accountLoginsKept: number;
  readonly sweepRowsMax: number;
};

const SQL = {
  spendNonce: 'INSERT INTO nonces (id, expires_at) VALUES (?, ?) ON CONFLICT DO NOTHING',
  addReport: 'INSERT INTO reports (id, site_id, created_at, body) VALUES (?, ?, ?, ?)',
  report: 'SELECT body, uses FROM reports LEFT JOIN token_uses ON report_id = id WHERE id = ? AND site_id = ?',
  uses: 'SELECT uses FROM reports LEFT JOIN token_uses ON report_id = id WHERE id = ? AND site_id = ?',
  setUses: `INSERT INTO token_uses (report_id, uses) VALUES (?, ?)
    ON CONFLICT (report_id) DO UPDATE SET uses = excluded.uses`,
  idempotent: 'SELECT digest, screening_id FROM idempotency WHERE site_id = ? AND key = ?',
  addIdempotent:
    'INSERT INTO idempotency (site_id, key, digest, screening_id, expires_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
  sweepNonces: 'DELETE FROM nonces WHERE id IN (SELECT id FROM nonces WHERE expires_at < ? LIMIT ?)',
  sweepIdempotency: `DELETE FROM idempotency WHERE (site_id, key) IN
    (SELECT site_id, key FROM idempotency WHERE expires_at < ? LIMIT ?)`,
  sweepPayloads: `DELETE FROM payloads WHERE screening_id IN (SELECT screening_id FROM payloads
    JOIN screenings ON id = screening_id WHERE created_at < ? ORDER BY screening_id LIMIT ?)`,
  oldReports: 'SELECT id FROM reports WHERE created_at < ? LIMIT ?',
  countReports: 'SELECT count(*) AS n FROM reports',
  oldestReports: 'SELECT id FROM reports ORDER BY created_at LIMIT ?',
  dropReport: 'DELETE FROM reports WHERE id = ?',
  dropUses: 'DELETE FROM token_uses WHERE report_id = ?',
} as const;

export function embeddedState(db: Database, limits: StateLimits): State {
  const accounts = accountRows(db, limits.accountLoginsKept);
  return {
    saveReport: (report, nonce) => db.write(() => saveReport(db, report, nonce)),
    load: async query => load(db, accounts, query),
    commit: it => db.write(() => commit(db, accounts, it)),
    countRepeat: ({ siteId, accountRefs, now, screeningId, idempotency }) =>
      db.write(() => {
        accounts.see(siteId, accountRefs, now, null);
        if (idempotency !== null) rememberKey(db, siteId, screeningId, idempotency);
      }),
    learn: (siteId, ref, screeningId, undisputed) =>
      db.write(() => accounts.learn(siteId, ref, screeningId, undisputed)),
    sweep: now => db.write(() => sweep(db, limits, now)),
  };
}

function load(db: Database, accounts: Accounts, query: LoadQuery): Loaded {
  const { siteId, reportId, accountRefs, idempotencyKey } = query;
  const found = reportId === null ? undefined : db.prepare(SQL.report).get(reportId, siteId);
  const same = idempotencyKey === null ? undefined : db.prepare(SQL.idempotent).get(siteId, idempotencyKey);
  const account = accounts.read(siteId, accountRefs);
  return {
    report: found === undefined ? null : JSON.parse(String(found['body'])),
    uses: usesOf(found),
    account: account?.state ?? null,
    accountRef: account?.ref ?? null,
    idempotent:
      same === undefined ? null : { digest: String(same['digest']), screeningId: String(same['screening_id']) },
  };
}

function commit(
  db: Database,
  accounts: Accounts,
  { record, token, account, idempotency }: Commit,
): 'done' | 'conflict' {
  const { siteId } = record;
  if (idempotency !== null && db.prepare(SQL.idempotent).get(siteId, idempotency.key) !== undefined) return 'conflict';
  if (token !== null && !useToken(db, siteId, token)) return 'conflict';
  if (account !== null) accounts.see(siteId, account.refs, record.createdAt, account.login ? record.id : null);
  if (idempotency !== null) rememberKey(db, siteId, record.id, idempotency);
  insertScreening(db, record);
  return 'done';
}

function rememberKey(db: Database, siteId: string, screeningId: string, it: NonNullable<Commit['idempotency']>): void {
  db.prepare(SQL.addIdempotent).run(siteId, it.key, it.digest, screeningId, it.expiresAt);
}

/** No row yet: the report's token was not used so far. */
const usesOf = (row: Record<string, unknown> | undefined): Loaded['uses'] => JSON.parse(String(row?.['uses'] ?? '[]'));

/** False where the token was used since it was loaded, or is gone. */
function useToken(db: Database, siteId: string, { reportId, seenUses, use }: NonNullable<Commit['token']>): boolean {
  const row = db.prepare(SQL.uses).get(reportId, siteId);
  const uses = usesOf(row);
  if (row === undefined || uses.length !== seenUses) return false;
  db.prepare(SQL.setUses).run(reportId, JSON.stringify([...uses, use]));
  return true;
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
  gone += Number(db.prepare(SQL.sweepPayloads).run(now - limits.payloadLifeMs, rows).changes);
  gone += dropReports(db, db.prepare(SQL.oldReports).all(now - limits.reportLifeMs, rows));
  const beyond = Number(db.prepare(SQL.countReports).get()?.['n']) - limits.reportsMax;
  if (beyond > 0) gone += dropReports(db, db.prepare(SQL.oldestReports).all(Math.min(beyond, rows)));
  return gone;
}

function dropReports(db: Database, rows: readonly Record<string, unknown>[]): number {
  for (const row of rows) {
    const id = String(row['id']);
    db.prepare(SQL.dropReport).run(id);
    db.prepare(SQL.dropUses).run(id);
  }
  return rows.length;
}
