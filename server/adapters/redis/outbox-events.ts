import type { StoredOutcome, StoredScreening } from '../../ports/records.ts';
import type { RecordEvent } from '../sql/record-sink.ts';

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
  if (kind === 'outcome') {
    const at = name.lastIndexOf(':');
    const outcome: StoredOutcome = JSON.parse(String(rest[1]));
    const of = { siteId: name.slice(0, at), screeningId: name.slice(at + 1), n: Number(rest[0]) };
    return { kind, ...of, outcome };
  }
  if (kind !== 'screening' && kind !== 'restored') throw new Error(`there is no event of the kind ${kind}`);
  const [body, salt, sealed] = rest;
  if (body === null || body === undefined) throw new Error('its record is gone');
  const record: Omit<StoredScreening, 'outcomes'> = JSON.parse(String(body));
  const payload = { salt: String(salt), sealed: Buffer.isBuffer(sealed) ? sealed : Buffer.alloc(0) };
  return { kind: 'screening', record: { ...record, payload }, replace: kind === 'restored' };
}
