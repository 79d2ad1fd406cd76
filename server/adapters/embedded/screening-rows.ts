import { reasonCodesOf, type ScreeningRows } from '../sql/tables.ts';
import type { Connection } from './connection.ts';

const SQL = {
  add: `INSERT INTO screenings (id, site_id, account_ref, address_ref, device, verdict, sighting, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  addReason: 'INSERT INTO screening_reasons (site_id, code, screening_id) VALUES (?, ?, ?)',
  addPayload: 'INSERT INTO payloads (screening_id, salt, sealed) VALUES (?, ?, ?)',
  body: 'SELECT body FROM screenings WHERE site_id = ? AND id = ?',
  remove: 'DELETE FROM screenings WHERE site_id = ? AND id = ?',
  removeReason: 'DELETE FROM screening_reasons WHERE site_id = ? AND code = ? AND screening_id = ?',
  removePayload: 'DELETE FROM payloads WHERE screening_id = ?',
} as const;

/** A record, as part of the transaction that answers it. */
export function addScreening(on: Connection, { screening, codes, payload }: ScreeningRows): void {
  const { id, site_id, account_ref, address_ref, device, verdict, sighting, body } = screening;
  on.prepare(SQL.add).run(id, site_id, account_ref, address_ref, device, verdict, sighting, body);
  for (const code of codes) on.prepare(SQL.addReason).run(site_id, code, id);
  on.prepare(SQL.addPayload).run(id, payload.salt, payload.sealed);
}

/** In the place of one of the same id, whose outcomes stay; whether there was one. */
export function replaceScreening(on: Connection, rows: ScreeningRows): boolean {
  const { id, site_id } = rows.screening;
  const was = on.prepare(SQL.body).get(site_id, id);
  if (was !== undefined) {
    on.prepare(SQL.remove).run(site_id, id);
    for (const code of reasonCodesOf(JSON.parse(String(was['body']))))
      on.prepare(SQL.removeReason).run(site_id, code, id);
    on.prepare(SQL.removePayload).run(id);
  }
  addScreening(on, rows);
  return was !== undefined;
}
