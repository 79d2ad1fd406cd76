import type { ScreeningRecord } from '../../ports/records.ts';
import type { RecordEvent, RecordSink } from '../sql/record-sink.ts';
import { recordRemoval } from '../sql/removal.ts';
import { outcomeRow, type ScreeningRows } from '../sql/tables.ts';
import { binaryArray } from './binary-array.ts';
import type { Ask, Connection } from './connection.ts';

/**
 * One statement, so one round trip and one transaction. What is there already stays as it is. An outcome whose record is in neither
 * the database nor the batch is of one that was erased.
 */
const INSERT = {
  name: 'sekisho-records',
  text: `
    WITH in_screenings AS (
      INSERT INTO screenings (site_id, id, account_ref, address_ref, device, verdict, body, sighting)
      SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $19::text[])
      ON CONFLICT DO NOTHING
    ), in_reasons AS (
      INSERT INTO screening_reasons (site_id, code, screening_id)
      SELECT * FROM unnest($8::text[], $9::text[], $10::text[]) ON CONFLICT DO NOTHING
    ), in_payloads AS (
      INSERT INTO payloads (screening_id, salt, sealed)
      SELECT * FROM unnest($11::text[], $12::text[], $13::bytea[]) ON CONFLICT DO NOTHING
    )
    INSERT INTO outcomes (screening_id, n, body)
    SELECT it.screening_id, it.n, it.body
    FROM unnest($14::text[], $15::int[], $16::text[], $17::text[], $18::boolean[]) AS it (screening_id, n, body, site_id, with_record)
    WHERE it.with_record OR EXISTS (
      SELECT FROM screenings WHERE screenings.site_id = it.site_id AND screenings.id = it.screening_id FOR KEY SHARE
    )
    ON CONFLICT DO NOTHING`,
} as const;

type Outcome = Extract<RecordEvent, { kind: 'outcome' }>;
type Batch = {
  readonly records: readonly ScreeningRows[];
  readonly replacing: readonly ScreeningRows[];
  readonly outcomes: readonly Outcome[];
};

export function postgresSink(connection: Connection): RecordSink {
  const { ask, transaction, store } = connection;
  return {
    store: async events => {
      if (events.length === 0) return;
      const batch = batchOf(events);
      if (batch.replacing.length === 0) await insert(ask, batch);
      else {
        await transaction(async within => {
          await makeWay(within, store.db, batch.replacing);
          await insert(within, batch);
        });
      }
    },
  };
}

/** Each record and each outcome once, as they would be after all events in their order. */
export function batchOf(events: readonly RecordEvent[]): Batch {
  const records = new Map<string, Extract<RecordEvent, { kind: 'screening' }>>();
  const outcomes = new Map<string, Outcome>();
  for (const event of events) {
    if (event.kind === 'outcome') {
      const key = `${event.screeningId} ${event.n}`;
      if (!outcomes.has(key)) outcomes.set(key, event);
    } else if (event.replace || !records.has(event.rows.screening.id)) {
      records.set(event.rows.screening.id, event);
    }
  }
  const all = [...records.values()];
  return {
    records: all.map(it => it.rows),
    replacing: all.filter(it => it.replace).map(it => it.rows),
    outcomes: [...outcomes.values()],
  };
}

async function insert(ask: Ask, { records, outcomes }: Batch): Promise<void> {
  const screenings = records.map(it => it.screening);
  const payloads = records.map(it => it.payload);
  const reasons = records.flatMap(({ screening, codes }) =>
    codes.map(code => ({ site_id: screening.site_id, code, screening_id: screening.id })),
  );
  const ids = new Set(screenings.map(it => it.id));
  const labels = outcomes.map(it => ({
    ...outcomeRow(it.screeningId, it.n, it.outcome),
    site_id: it.siteId,
    with_record: ids.has(it.screeningId),
  }));
  const sealed = payloads.map(it => it.sealed);
  const values = [
    ...texts(screenings, ['site_id', 'id', 'account_ref', 'address_ref', 'device', 'verdict', 'body']),
    ...texts(reasons, ['site_id', 'code', 'screening_id']),
    ...texts(payloads, ['screening_id', 'salt']),
    binaryArray('bytea', sealed),
    ...texts(labels, ['screening_id']),
    labels.map(it => it.n),
    ...texts(labels, ['body', 'site_id']),
    labels.map(it => it.with_record),
    ...texts(screenings, ['sighting']),
  ];
  await ask({ ...INSERT, values });
}

/** One array a column. */
function texts<K extends string>(rows: readonly Readonly<Record<K, string | null>>[], columns: readonly K[]): Buffer[] {
  return columns.map(column => {
    const values = rows.map(it => it[column]);
    return binaryArray('text', values);
  });
}

/** Deletes what is there under these ids; outcomes stay, they are of the screening, whichever record tells of it. */
async function makeWay(ask: Ask, db: Connection['store']['db'], replacing: readonly ScreeningRows[]): Promise<void> {
  for (const [siteId, own] of Map.groupBy(replacing, it => it.screening.site_id)) {
    const ids = own.map(it => it.screening.id);
    const { sql, parameters } = db
      .selectFrom('screenings')
      .select('body')
      .where('site_id', '=', siteId)
      .where('id', 'in', ids)
      .forUpdate()
      .compile();
    const { rows } = await ask(sql, [...parameters]);
    const there: ScreeningRecord[] = rows.map(it => JSON.parse(String(it.body)));
    if (there.length === 0) continue;
    for (const it of recordRemoval(db, siteId, there)) await ask(it.sql, [...it.parameters]);
  }
}
