import type { ApiKey, Site, Sites } from '../../ports/sites.ts';
import type { Database } from './database.ts';

const COLUMNS = 'id, name, public_key, mode, enforce_share, origins, agent, detectors_off';
const SQL = {
  all: `SELECT ${COLUMNS} FROM sites ORDER BY created_at, name`,
  byPublicKey: `SELECT ${COLUMNS} FROM sites WHERE public_key = ?`,
  byId: `SELECT ${COLUMNS} FROM sites WHERE id = ?`,
  byName: `SELECT ${COLUMNS} FROM sites WHERE name = ?`,
  add: `INSERT INTO sites (${COLUMNS}, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  change: 'UPDATE sites SET mode = ?, enforce_share = ?, origins = ?, agent = ?, detectors_off = ? WHERE id = ?',
  apiKey: 'SELECT site_id, scopes FROM api_keys WHERE reference = ?',
  addApiKey: 'INSERT INTO api_keys (reference, site_id, scopes, created_at) VALUES (?, ?, ?, ?)',
} as const;

type Row = Record<string, unknown>;

const siteOf = (row: Row): Site => ({
  id: String(row['id']),
  name: String(row['name']),
  publicKey: String(row['public_key']),
  mode: row['mode'] as Site['mode'],
  enforceShare: Number(row['enforce_share']),
  origins: JSON.parse(String(row['origins'])),
  agent: row['agent'] as Site['agent'],
  detectorsOff: JSON.parse(String(row['detectors_off'])),
});

/** Read afresh at each question (some 10 µs), so a change made by another process holds at once. */

export function embeddedSites(db: Database): Sites {
  const one = (sql: string, value: string): Site | null => {
    const row = db.prepare(sql).get(value);
    return row === undefined ? null : siteOf(row);
  };
  return {
    all: async () => db.prepare(SQL.all).all().map(siteOf),
    byPublicKey: async publicKey => one(SQL.byPublicKey, publicKey),
    byId: async id => one(SQL.byId, id),
    byName: async name => one(SQL.byName, name),
    add: (site, createdAt) =>
      db.write(() => {
        const { id, name, publicKey, mode, enforceShare, origins, agent, detectorsOff } = site;
        const lists = [JSON.stringify(origins), agent, JSON.stringify(detectorsOff)] as const;
        db.prepare(SQL.add).run(id, name, publicKey, mode, enforceShare, ...lists, createdAt);
      }),
    change: (id, change) =>
      db.write(() => {
        const was = one(SQL.byId, id);
        if (was === null) throw new Error('no such site');
        const { mode, enforceShare, origins, agent, detectorsOff } = { ...was, ...change };
        db.prepare(SQL.change).run(
          mode,
          enforceShare,
          JSON.stringify(origins),
          agent,
          JSON.stringify(detectorsOff),
          id,
        );
      }),
    apiKey: async references => {
      for (const reference of references) {
        const row = db.prepare(SQL.apiKey).get(reference);
        if (row !== undefined) {
          const scopes: ApiKey['scopes'] = JSON.parse(String(row['scopes']));
          return { siteId: String(row['site_id']), scopes };
        }
      }
      return null;
    },
    addApiKey: (reference, key, createdAt) =>
      db.write(() => {
        db.prepare(SQL.addApiKey).run(reference, key.siteId, JSON.stringify(key.scopes), createdAt);
      }),
  };
}
