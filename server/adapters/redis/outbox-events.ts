import type { StoredOutcome } from '../../ports/records.ts';
import type { RecordEvent } from '../sql/record-sink.ts';
import { readHead } from './commit-parts.ts';

/** An event as the script fetch gives it; `event` says why where it cannot be read. */
export type WaitingEvent = {
  readonly shard: number;
  readonly id: string;
  /** The record's. */
  readonly name: string;
  readonly event: RecordEvent | Error;
};

/** @param entry `[id, kind, name, …]`, see lua/fetch.lua; texts as buffers. */
export function readEvent(shard: number, entry: unknown): WaitingEvent {
  const [id, kind, name, ...rest] = Array.isArray(entry) ? entry : [];
  const of = { shard, id: String(id), name: String(name) };
  try {
    return { ...of, event: eventOf(String(kind), of.name, rest) };
  } catch (error) {
    return { ...of, event: error instanceof Error ? error : new Error(String(error)) };
  }
}

function eventOf(kind: string, name: string, rest: readonly unknown[]): RecordEvent {
  const at = name.lastIndexOf(':');
  const [siteId, id] = [name.slice(0, at), name.slice(at + 1)];
  if (kind === 'outcome') {
    const outcome: StoredOutcome = JSON.parse(String(rest[1]));
    return { kind, siteId, screeningId: id, n: Number(rest[0]), outcome };
  }
  if (kind !== 'screening' && kind !== 'restored') throw new Error(`there is no event of the kind ${kind}`);
  const [body, salt, sealed, account, head] = rest;
  if (body === null || body === undefined) throw new Error('its record is gone');
  const { codes, ...searched } = readHead(String(head));
  const account_ref = String(account) || null;
  const payload = { screening_id: id, salt: String(salt), sealed: Buffer.isBuffer(sealed) ? sealed : Buffer.alloc(0) };
  const screening = { id, site_id: siteId, account_ref, ...searched, body: String(body) };
  return { kind: 'screening', rows: { screening, codes, payload }, replace: kind === 'restored' };
}
