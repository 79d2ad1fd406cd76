import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { Records, ScreeningRecord, ScreeningSearch, StoredOutcome, StoredScreening } from '../../ports/records.ts';
import type { Database } from './database.ts';

/** The tables that searches touch; the query builder only makes the text, node:sqlite runs it. */
type Tables = {
  screenings: {
    id: string;
    site_id: string;
    created_at: number;
    account_ref: string | null;
    address_ref: string;
    device: string | null;
    verdict: string;
    body: string;
  };
  screening_reasons: { site_id: string; code: string; screening_id: string };
};

const builder = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: db => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

const SQL = {
  addScreening: `INSERT INTO screenings (id, site_id, created_at, account_ref, address_ref, device, verdict, body)
    VALUES (?, ?, ?, ?, ?, NULL, ?, ?)`,
  addReason: 'INSERT INTO screening_reasons (site_id, code, screening_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  addPayload: 'INSERT INTO payloads (screening_id, salt, sealed) VALUES (?, ?, ?)',
  screening: 'SELECT body FROM screenings WHERE id = ? AND site_id = ?',
  payload: `SELECT salt, sealed FROM payloads WHERE screening_id = (SELECT id FROM screenings WHERE id = ? AND site_id = ?)`,
  outcomes: 'SELECT result, source, comment, confidence, at FROM outcomes WHERE screening_id = ? ORDER BY n',
  addOutcome:
    'INSERT INTO outcomes (screening_id, n, result, source, comment, confidence, at) VALUES (?, ?, ?, ?, ?, ?, ?)',
  check: 'UPDATE sites SET mode = mode WHERE id IS NULL',
} as const;

/** Part of the state's atomic step: what is answered is stored in the same transaction. */
export function insertScreening(db: Database, { payload, ...record }: ScreeningRecord): void {
  const { id, siteId, createdAt, accountRef, addressRef, answer } = record;
  const body = JSON.stringify(record);
  db.prepare(SQL.addScreening).run(id, siteId, createdAt, accountRef, addressRef, answer.verdict, body);
  for (const { code, audience } of answer.reasons) {
    if (audience === 'analyst') db.prepare(SQL.addReason).run(siteId, code, id);
  }
  db.prepare(SQL.addPayload).run(id, payload.salt, payload.sealed);
}

export function embeddedRecords(db: Database): Records {
  const outcomesOf = (id: string): StoredOutcome[] => db.prepare(SQL.outcomes).all(id) as unknown as StoredOutcome[];
  const whole = (body: unknown): StoredScreening => {
    const record: Omit<StoredScreening, 'outcomes'> = JSON.parse(String(body));
    return { ...record, outcomes: outcomesOf(record.id).map(it => ({ ...it })) };
  };
  const one = (siteId: string, id: string): StoredScreening | null => {
    const row = db.prepare(SQL.screening).get(id, siteId);
    return row === undefined ? null : whole(row['body']);
  };
  return {
    screening: async (siteId, id) => one(siteId, id),
    search: async (siteId, search) => {
      const { sql, parameters } = searchQuery(siteId, search);
      return db
        .prepare(sql)
        .all(...(parameters as (string | number)[]))
        .map(row => whole(row['body']));
    },
    payload: async (siteId, id) => {
      const row = db.prepare(SQL.payload).get(id, siteId);
      return row === undefined ? null : { salt: String(row['salt']), sealed: row['sealed'] as Uint8Array };
    },
    addOutcome: (siteId, id, outcome, max) =>
      db.write(() => {
        const has = one(siteId, id);
        if (has === null) return null;
        const last = has.outcomes.at(-1);
        const same = (['result', 'source', 'comment'] as const).every(key => last?.[key] === outcome[key]);
        if (same) return has;
        if (has.outcomes.length >= max) return 'full';
        const { result, source, comment, confidence, at } = outcome;
        db.prepare(SQL.addOutcome).run(id, has.outcomes.length, result, source, comment, confidence, at);
        return { ...has, outcomes: [...has.outcomes, outcome] };
      }),
    check: () =>
      db.write(() => {
        db.prepare(SQL.check).run();
      }),
  };
}

function searchQuery(siteId: string, it: ScreeningSearch): { sql: string; parameters: readonly unknown[] } {
  let query = builder.selectFrom('screenings').select('body').where('screenings.site_id', '=', siteId);
  if (it.accountRefs !== undefined) query = query.where('account_ref', 'in', it.accountRefs);
  if (it.addressRefs !== undefined) query = query.where('address_ref', 'in', it.addressRefs);
  if (it.device !== undefined) query = query.where('device', '=', it.device);
  if (it.verdict !== undefined) query = query.where('verdict', '=', it.verdict);
  if (it.from !== undefined) query = query.where('created_at', '>=', it.from);
  if (it.to !== undefined) query = query.where('created_at', '<', it.to);
  if (it.before !== undefined) query = query.where('id', '<', it.before);
  if (it.reason !== undefined) {
    const { reason } = it;
    query = query.where('id', 'in', qb =>
      qb
        .selectFrom('screening_reasons')
        .select('screening_id')
        .where('site_id', '=', siteId)
        .where('code', '=', reason),
    );
  }
  return query.orderBy('id', 'desc').limit(it.limit).compile();
}
