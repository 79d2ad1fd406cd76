import type { CompiledQuery, Kysely, Selectable } from 'kysely';
import type { ListEntry } from '../../core/lists/list-entry.ts';
import type { ListSearch, Lists, ListWrite } from '../../ports/lists.ts';
import type { SqlStore } from './sql-store.ts';
import type { ListRow, Tables } from './tables.ts';

/** Lists in an SQL table, the same in both dialects. */
export function sqlLists({ db, write }: SqlStore): Lists {
  return {
    revision: async () => {
      const row = await revisionOf(db).executeTakeFirst();
      return row?.value ?? 0;
    },
    changed: async (after, limit) => {
      const rows = await db
        .selectFrom('list_entries')
        .selectAll()
        .where(eb => eb(eb.refTuple('revision', 'id'), '>', eb.tuple(after.revision, after.id)))
        .orderBy('revision')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(entryOf);
    },
    entries: async (siteId, ids) => {
      if (ids.length === 0) return [];
      const own = db.selectFrom('list_entries').selectAll().where('site_id', '=', siteId);
      return (await own.where('id', 'in', ids).execute()).map(entryOf);
    },
    search: async (siteId, search) => (await searchQuery(db, siteId, search).execute()).map(entryOf),
    count: async siteId => {
      const row = await db
        .selectFrom('list_entries')
        .select(eb => eb.fn.countAll<number>().as('n'))
        .where('site_id', '=', siteId)
        .executeTakeFirst();
      return Number(row?.n ?? 0);
    },
    write: async writes => {
      if (writes.length === 0) return [];
      // First: it holds off whoever writes at the same time, so that revisions are seen in the order they were made.
      const [, ...touched] = await write([revisionRaise(db), ...writes.map(it => statementOf(db, it))]);
      return touched.map(it => it > 0);
    },
    retire: (before, limit) => retire({ db, write }, before, limit),
  };
}

async function retire({ db, write }: Pick<SqlStore, 'db' | 'write'>, before: number, limit: number): Promise<number> {
  const rows = await db
    .selectFrom('list_entries')
    .select(['site_id', 'id'])
    // Written out: of a value that is bound nobody knows that it is the index's own condition.
    .where(({ eb, lit, and, or }) =>
      or([and([eb('ended', '>', lit(0)), eb('ended', '<', before)]), eb('expires_at', '<', before)]),
    )
    .limit(limit)
    .execute();
  if (rows.length === 0) return 0;
  const statements = [...Map.groupBy(rows, it => it.site_id)].map(([siteId, own]) => {
    const ids = own.map(it => it.id);
    return db.deleteFrom('list_entries').where('site_id', '=', siteId).where('id', 'in', ids).compile();
  });
  const gone = await write(statements);
  return gone.reduce((sum, it) => sum + it, 0);
}

const revisionOf = (db: Kysely<Tables>) => db.selectFrom('revisions').select('value').where('name', '=', 'lists');

const revisionRaise = (db: Kysely<Tables>): CompiledQuery =>
  db
    .updateTable('revisions')
    .set(eb => ({ value: eb('value', '+', 1) }))
    .where('name', '=', 'lists')
    .compile();

function statementOf(db: Kysely<Tables>, { kind, entry }: ListWrite): CompiledQuery {
  const row = rowOf(entry);
  const revision = revisionOf(db);
  if (kind === 'add') return addition(db, row, entry.createdAt);
  return db
    .updateTable('list_entries')
    .set({ ...row, revision })
    .where('site_id', '=', entry.siteId)
    .where('id', '=', entry.id)
    .where('revision', '=', entry.revision)
    .compile();
}

/** Nothing where an active one does the same: whoever writes at the same time waits for the revision, and then sees it. */
function addition(db: Kysely<Tables>, row: NewRow, now: number): CompiledQuery {
  const same = db
    .selectFrom('list_entries')
    .select('id')
    .where('site_id', '=', row.site_id)
    .where('subject', '=', row.subject)
    .where('key', '=', row.key)
    .where('effect', '=', row.effect)
    .where('sign', '=', row.sign)
    .where('ended', '=', 0)
    .where(eb => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]));
  const columns = Object.keys(row) as (keyof NewRow)[];
  return db
    .insertInto('list_entries')
    .columns([...columns, 'revision'])
    .expression(
      db
        .selectNoFrom(eb => [...columns.map(it => eb.val(row[it]).as(it)), revisionOf(db).as('revision')])
        .where(eb => eb.not(eb.exists(same))),
    )
    .compile();
}

function searchQuery(
  db: Kysely<Tables>,
  siteId: string,
  { effect, subject, keys, activeAt, before, limit }: ListSearch,
) {
  let query = db.selectFrom('list_entries').selectAll().where('site_id', '=', siteId);
  if (effect !== undefined) query = query.where('effect', '=', effect);
  if (subject !== undefined) query = query.where('subject', '=', subject);
  if (keys !== undefined) query = query.where('key', 'in', keys);
  if (before !== undefined) query = query.where('id', '<', before);
  if (activeAt !== undefined) {
    query = query
      .where('ended', '=', 0)
      .where(eb => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', activeAt)]));
  }
  return query.orderBy('id', 'desc').limit(limit);
}

type NewRow = Omit<Selectable<ListRow>, 'revision'>;

function rowOf(entry: Omit<ListEntry, 'revision'>): NewRow {
  const { siteId, id, effect, subject, key, expiresAt, ended, ...rest } = entry;
  const body = JSON.stringify({ ...rest, ended } satisfies ListBody);
  const sign = `${entry.device ?? ''} ${JSON.stringify(entry.actions)}`;
  return { site_id: siteId, id, effect, subject, key, sign, expires_at: expiresAt, ended: ended?.at ?? 0, body };
}

type ListBody = Omit<ListEntry, 'siteId' | 'id' | 'effect' | 'subject' | 'key' | 'expiresAt' | 'revision'>;

function entryOf(row: Selectable<ListRow>): ListEntry {
  const body: ListBody = JSON.parse(row.body);
  const { id, site_id: siteId, effect, subject, key, expires_at: expiresAt, revision } = row;
  return { ...body, id, siteId, effect, subject, key, expiresAt, revision };
}
