import { LIMITS } from '../../limits.ts';
import type { Retention } from '../../ports/records.ts';
import { leastIdAt } from '../sql/id-bounds.ts';
import { sqlStateOf } from './away.ts';
import type { Ask, Connection } from './connection.ts';
import { boundsOf, type Period, partitionName, type Span, spanAt, spanOfName } from './periods.ts';

type Parted = { readonly table: string; readonly key: string; readonly period: Period };

const MONTHLY: readonly Parted[] = [
  { table: 'screenings', key: 'id', period: 'month' },
  { table: 'screening_reasons', key: 'screening_id', period: 'month' },
  { table: 'outcomes', key: 'screening_id', period: 'month' },
];
const WEEKLY: readonly Parted[] = [{ table: 'payloads', key: 'screening_id', period: 'week' }];

/** The one before too: what waited in an outbox or a spool comes late. */
const OFFSETS_MADE = [-1, 0, 1, 2];
const LOCK = 7_356_041_222;
const LOCK_NOT_AVAILABLE = '55P03';

/** Makes the partitions that this time and the next need. */
export async function makePartitions(connection: Connection, now: number): Promise<void> {
  for (const parted of [...MONTHLY, ...WEEKLY]) {
    const there = new Set(await partitionsOf(connection.ask, parted));
    for (const offset of OFFSETS_MADE) {
      const span = spanAt(parted.period, now, offset);
      if (!there.has(partitionName(parted.table, span))) await alone(connection, ask => make(ask, parted, span));
    }
  }
}

/**
 * Drops the partitions that are too old, whole, and what is as old of the default ones; how many partitions and rows went.
 * A record stays up to a month longer than it must; a payload, which is personal, goes up to a week before it has to.
 */
export async function retirePartitions(
  connection: Connection,
  now: number,
  { screeningLifeMs, payloadLifeMs }: Retention,
): Promise<number> {
  let gone = 0;
  for (const parted of MONTHLY) gone += await retire(connection, parted, now - screeningLifeMs, span => span.to);
  for (const parted of WEEKLY) gone += await retire(connection, parted, now - payloadLifeMs, span => span.from + 1);
  return gone;
}

async function retire(
  connection: Connection,
  { table, key, period }: Parted,
  olderThan: number,
  endOf: (span: Span) => number,
): Promise<number> {
  let gone = 0;
  for (const name of await partitionsOf(connection.ask, { table, key, period })) {
    const span = spanOfName(table, period, name);
    if (span === null || endOf(span) > olderThan) continue;
    gone += await alone(connection, async ask => {
      if (!(await isThere(ask, name))) return 0;
      await ask(`DROP TABLE ${name}`);
      return 1;
    });
  }
  const { rowCount } = await connection.ask(
    `DELETE FROM ${table}_default WHERE ctid = ANY (ARRAY(SELECT ctid FROM ${table}_default WHERE ${key} < $1 LIMIT $2))`,
    [leastIdAt(olderThan), LIMITS.postgresRetiredRowsMax],
  );
  return gone + (rowCount ?? 0);
}

async function partitionsOf(ask: Ask, { table }: Parted): Promise<readonly string[]> {
  const { rows } = await ask(
    `SELECT relname FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid WHERE inhparent = $1::regclass`,
    [table],
  );
  return rows.map(it => String(it.relname));
}

/** Made apart and then attached: that locks the new table and the default one, and nobody who writes elsewhere. */
async function make(ask: Ask, { table, key }: Parted, span: Span): Promise<number> {
  const name = partitionName(table, span);
  if (await isThere(ask, name)) return 0;
  const [from, to] = boundsOf(span);
  const within = `${key} >= '${from}' AND ${key} < '${to}'`;
  await ask(`LOCK TABLE ${table}_default IN ACCESS EXCLUSIVE MODE`);
  const max = LIMITS.postgresMovedRowsMax;
  const { rows } = await ask(
    `SELECT count(*) AS n FROM (SELECT FROM ${table}_default WHERE ${within} LIMIT ${max + 1}) AS it`,
  );
  // So many stay where they are until they are deleted with their time.
  if (Number(rows[0]?.n) > max) return 0;
  await ask(`CREATE TABLE ${name} (LIKE ${table} INCLUDING ALL)`);
  await ask(
    `WITH moved AS (DELETE FROM ${table}_default WHERE ${within} RETURNING *) INSERT INTO ${name} SELECT * FROM moved`,
  );
  await ask(`ALTER TABLE ${table} ATTACH PARTITION ${name} FOR VALUES FROM ('${from}') TO ('${to}')`);
  return 1;
}

/** One process at a time is at the partitions; the next finds them as they are then. */
function alone(connection: Connection, work: (ask: Ask) => Promise<number>): Promise<number> {
  return connection.transaction(async ask => {
    await ask('SELECT pg_advisory_xact_lock($1)', [LOCK]);
    await ask(`SET LOCAL lock_timeout = ${LIMITS.postgresLockMsMax}`);
    try {
      return await work(ask);
    } catch (error) {
      if (sqlStateOf(error) !== LOCK_NOT_AVAILABLE) throw error;
      throw new Error('a partition could not be made or dropped: a long query or transaction holds its table', {
        cause: error,
      });
    }
  });
}

async function isThere(ask: Ask, name: string): Promise<boolean> {
  const { rows } = await ask('SELECT to_regclass($1) IS NOT NULL AS it', [name]);
  return rows[0]?.it === true;
}
