import type { AccountState } from '../../ports/state.ts';
import type { Database } from './database.ts';

const SQL = {
  read: 'SELECT first_seen_at, last_seen_at, attempts, logins FROM accounts WHERE site_id = ? AND ref = ?',
  put: `INSERT INTO accounts (site_id, ref, first_seen_at, last_seen_at, attempts, logins) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (site_id, ref) DO UPDATE SET last_seen_at = excluded.last_seen_at, attempts = excluded.attempts, logins = excluded.logins`,
} as const;

/** The accounts' rows; what changes them runs inside a transaction of the caller's. */
export type Accounts = {
  /** The first of the references that is known. */
  readonly read: (siteId: string, refs: readonly string[]) => { ref: string; state: AccountState } | null;
  /** Counts an attempt, and the login where there was one. */
  readonly see: (siteId: string, refs: readonly string[], now: number, login: string | null) => void;
  readonly learn: (siteId: string, ref: string, screeningId: string, undisputed: boolean) => void;
};

export function accountRows(db: Database, loginsKept: number): Accounts {
  const read: Accounts['read'] = (siteId, refs) => {
    for (const ref of refs) {
      const row = db.prepare(SQL.read).get(siteId, ref);
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
  const put = (siteId: string, ref: string, it: AccountState): void => {
    const logins = JSON.stringify(it.logins.slice(-loginsKept));
    db.prepare(SQL.put).run(siteId, ref, it.firstSeenAt, it.lastSeenAt, it.attempts, logins);
  };
  return {
    read,
    see: (siteId, refs, now, login) => {
      const known = read(siteId, refs);
      const ref = known?.ref ?? refs[0];
      if (ref === undefined) return;
      const was = known?.state ?? { firstSeenAt: now, lastSeenAt: now, attempts: 0, logins: [] };
      const logins = login === null ? was.logins : [...was.logins, login];
      put(siteId, ref, { ...was, lastSeenAt: now, attempts: was.attempts + 1, logins });
    },
    learn: (siteId, ref, screeningId, undisputed) => {
      const known = read(siteId, [ref]);
      if (known === null) return;
      const others = known.state.logins.filter(it => it !== screeningId);
      put(siteId, ref, { ...known.state, logins: undisputed ? [...others, screeningId] : others });
    },
  };
}
