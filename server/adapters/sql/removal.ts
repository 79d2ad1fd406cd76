import type { CompiledQuery, Kysely } from 'kysely';
import type { ScreeningRecord } from '../../ports/records.ts';
import { reasonCodesOf, type Tables } from './tables.ts';

type Removed = readonly Pick<ScreeningRecord, 'id' | 'answer'>[];

/** Statements that delete these records of a site with all that belongs to them. */
export const removal = (db: Kysely<Tables>, siteId: string, records: Removed): readonly CompiledQuery[] => [
  ...recordRemoval(db, siteId, records),
  db.deleteFrom('outcomes').where('screening_id', 'in', idsOf(records)).compile(),
];

/** The same, but what was said of the screenings afterwards stays. */
export function recordRemoval(db: Kysely<Tables>, siteId: string, records: Removed): readonly CompiledQuery[] {
  const ids = idsOf(records);
  const codes = [...new Set(records.flatMap(reasonCodesOf))];
  const byReason = db
    .deleteFrom('screening_reasons')
    .where('site_id', '=', siteId)
    // Named, so that the index by reason leads to the rows.
    .where('code', 'in', codes)
    .where('screening_id', 'in', ids);
  return [
    // First: an outcome that comes meanwhile waits for this row, and then finds it gone or is deleted too.
    db.deleteFrom('screenings').where('site_id', '=', siteId).where('id', 'in', ids).compile(),
    ...(codes.length === 0 ? [] : [byReason.compile()]),
    db.deleteFrom('payloads').where('screening_id', 'in', ids).compile(),
  ];
}

const idsOf = (records: Removed): readonly string[] => records.map(it => it.id);
