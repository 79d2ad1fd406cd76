import { type CompiledQuery, type Kysely, sql } from 'kysely';
import type {
  ErasedRecord,
  Records,
  ScreeningSearch,
  Sighting,
  SightingSearch,
  StoredOutcome,
  StoredScreening,
} from '../../ports/records.ts';
import { leastIdAt } from './id-bounds.ts';
import { removal } from './removal.ts';
import { readSighting } from './sighting-text.ts';
import type { SqlStore } from './sql-store.ts';
import { outcomeRow, type Tables } from './tables.ts';

/** Others may add an outcome between reading and writing: each time somebody got on. */
const OUTCOME_TRIES_MAX = 20;

/** Records in SQL tables, the same in both dialects; how old ones are retired is the dialect's own. */
export function sqlRecords(store: SqlStore): Omit<Records, 'retire'> {
  const { db } = store;
  const one = async (siteId: string, id: string): Promise<StoredScreening | null> => {
    if (!isText(id)) return null;
    const rows = await db
      .selectFrom('screenings')
      .select('body')
      .where('site_id', '=', siteId)
      .where('id', '=', id)
      .execute();
    const [found] = await withOutcomes(db, rows);
    return found ?? null;
  };
  return {
    screening: one,
    search: async (siteId, search) => {
      const { accountRefs = [null], addressRefs = [null] } = search;
      // A secret that is listed twice makes a reference twice.
      const addresses = [...new Set(addressRefs)];
      const ways = [...new Set(accountRefs)].flatMap(account =>
        addresses.map(address => searchQuery(db, siteId, search, account, address)),
      );
      const found = isSearchable(search) ? (await Promise.all(ways.map(it => it.execute()))).flat() : [];
      const newest = found.toSorted((a, b) => (a.id < b.id ? 1 : -1)).slice(0, search.limit);
      return withOutcomes(db, newest);
    },
    sightings: (siteId, search) => sightings(db, siteId, search),
    payload: async (siteId, id) => {
      if (!isText(id)) return null;
      const row = await db
        .selectFrom('screenings')
        .innerJoin('payloads', 'screening_id', 'id')
        .select(['salt', 'sealed'])
        .where('site_id', '=', siteId)
        .where('id', '=', id)
        // Said twice: so a partitioned table is looked up in one partition.
        .where('screening_id', '=', id)
        .executeTakeFirst();
      return row === undefined ? null : { salt: row.salt, sealed: new Uint8Array(row.sealed) };
    },
    addOutcome: (siteId, id, outcome, max) => addOutcome(store, one, siteId, id, outcome, max),
    erase: (siteId, accountRefs, limit) => erase(store, siteId, accountRefs, limit),
    check: async () => {
      await store.write([
        db
          .updateTable('revisions')
          .set('value', eb => eb('value', '+', 1))
          .where('name', '=', 'check')
          .compile(),
      ]);
    },
  };
}

async function sightings(
  db: Kysely<Tables>,
  siteId: string,
  { from, to, before, limit }: SightingSearch,
): Promise<readonly Sighting[]> {
  let query = db
    .selectFrom('screenings')
    .select(['id', 'sighting'])
    .where('site_id', '=', siteId)
    .where('id', '>=', leastIdAt(from))
    .where('id', '<', leastIdAt(to))
    .where('sighting', 'is not', null);
  if (before !== undefined) query = query.where('id', '<', before);
  const rows = await query.orderBy('id', 'desc').limit(limit).execute();
  return rows.flatMap(it => (it.sighting === null ? [] : [readSighting(it.id, it.sighting)]));
}

/** Inserts at the place that is next by now; who comes second there finds it taken, and looks again. */
async function addOutcome(
  store: SqlStore,
  one: Records['screening'],
  siteId: string,
  id: string,
  outcome: StoredOutcome,
  max: number,
): Promise<StoredScreening | 'full' | null> {
  for (let tries = 0; tries < OUTCOME_TRIES_MAX; tries++) {
    const has = await one(siteId, id);
    if (has === null || isSame(has.outcomes.at(-1), outcome)) return has;
    if (has.outcomes.length >= max) return 'full';
    const [added] = await store.write([outcomeInsert(store, has, outcome)]);
    if (added === 1) return { ...has, outcomes: [...has.outcomes, outcome] };
  }
  throw new Error(`an outcome found no place among others in ${OUTCOME_TRIES_MAX} tries`);
}

/** Newest first, as a search finds them. */
async function erase(
  { db, write }: SqlStore,
  siteId: string,
  accountRefs: readonly string[],
  limit: number,
): Promise<readonly ErasedRecord[]> {
  const erased: ErasedRecord[] = [];
  for (const ref of accountRefs) {
    if (erased.length >= limit) break;
    const rows = await searchQuery(db, siteId, { limit: limit - erased.length }, ref, null).execute();
    const records = rows.map(it => recordOf(it.body));
    if (records.length === 0) continue;
    await write(removal(db, siteId, records));
    erased.push(...records.map(({ id, reportId, idempotencyKey }) => ({ id, reportId, idempotencyKey })));
  }
  return erased;
}

type Found = { readonly id: string; readonly body: string };
type FoundQuery = { readonly execute: () => Promise<readonly Found[]> };

/** One account, one address at most: what an index holds in the order of the answer is read no further than `limit`. */
function searchQuery(
  db: Kysely<Tables>,
  siteId: string,
  it: ScreeningSearch,
  account: string | null,
  address: string | null,
): FoundQuery {
  let query = db.selectFrom('screenings as s').select(['s.id', 's.body']).where('s.site_id', '=', siteId);
  if (account !== null) query = query.where('s.account_ref', '=', account);
  if (address !== null) query = query.where('s.address_ref', '=', address);
  if (it.device !== undefined) query = query.where('s.device', '=', it.device);
  if (it.verdict !== undefined) query = query.where('s.verdict', '=', it.verdict);
  // Said literally: it is the condition of the index that holds the few others.
  if (it.verdict !== undefined && it.verdict !== 'OK') query = query.where('s.verdict', '<>', sql.lit('OK'));
  const bounds = boundsOf(it);
  for (const [operator, id] of bounds) query = query.where('s.id', operator, id);
  if (it.reason === undefined) return query.orderBy('s.id', 'desc').limit(it.limit);
  let named = query
    .innerJoin('screening_reasons as r', join =>
      join.onRef('r.site_id', '=', 's.site_id').onRef('r.screening_id', '=', 's.id'),
    )
    .where('r.site_id', '=', siteId)
    .where('r.code', '=', it.reason);
  for (const [operator, id] of bounds) named = named.where('r.screening_id', operator, id);
  return named.orderBy('r.screening_id', 'desc').limit(it.limit);
}

function boundsOf({ from, to, before }: ScreeningSearch): readonly (readonly ['>=' | '<', string])[] {
  return [
    ...(from === undefined ? [] : [['>=', leastIdAt(from)] as const]),
    ...(to === undefined ? [] : [['<', leastIdAt(to)] as const]),
    ...(before === undefined ? [] : [['<', before] as const]),
  ];
}

/** PostgreSQL's texts hold no NUL, so none is found by one. */
const isText = (it: string): boolean => !it.includes('\0');

const isSearchable = ({
  accountRefs = [],
  addressRefs = [],
  device = '',
  reason = '',
  before = '',
}: ScreeningSearch): boolean => [...accountRefs, ...addressRefs, device, reason, before].every(isText);

const recordOf = (body: string): Omit<StoredScreening, 'outcomes'> => JSON.parse(body);

async function withOutcomes(db: Kysely<Tables>, rows: readonly Pick<Found, 'body'>[]): Promise<StoredScreening[]> {
  const records = rows.map(it => recordOf(it.body));
  if (records.length === 0) return [];
  const ids = records.map(it => it.id);
  const kept = await db
    .selectFrom('outcomes')
    .selectAll()
    .where('screening_id', 'in', ids)
    .orderBy('screening_id')
    .orderBy('n')
    .execute();
  const outcomes = Map.groupBy(kept, it => it.screening_id);
  return records.map(it => ({
    ...it,
    outcomes: (outcomes.get(it.id) ?? []).map(({ body }): StoredOutcome => JSON.parse(body)),
  }));
}

const isSame = (last: StoredOutcome | undefined, it: StoredOutcome): boolean =>
  (['result', 'source', 'comment', 'grade', 'teaches'] as const).every(name => last?.[name] === it[name]);

/** Touches no row where the place is taken by now, or the record is gone. */
function outcomeInsert({ db, locksRows }: SqlStore, has: StoredScreening, outcome: StoredOutcome): CompiledQuery {
  const { screening_id, n, body } = outcomeRow(has.id, has.outcomes.length, outcome);
  const own = db
    .selectFrom('screenings')
    .select(['id', sql<number>`cast(${n} as integer)`.as('n'), sql<string>`cast(${body} as text)`.as('body')])
    .where('site_id', '=', has.siteId)
    .where('id', '=', screening_id)
    .$if(locksRows, it => it.forKeyShare());
  return db
    .insertInto('outcomes')
    .columns(['screening_id', 'n', 'body'])
    .expression(own)
    .onConflict(it => it.columns(['screening_id', 'n']).doNothing())
    .compile();
}
