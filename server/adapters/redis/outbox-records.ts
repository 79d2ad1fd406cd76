import { setTimeout as pause } from 'node:timers/promises';
import { RecordsAway, StateAway } from '../../errors.ts';
import { LIMITS } from '../../limits.ts';
import type { ErasedRecord, Records, StoredOutcome, StoredScreening } from '../../ports/records.ts';
import { shardMax } from './commit-parts.ts';
import { batchKey, deadKey, OUTBOX_SHARDS, outboxKey, recordKey, recordName, shardOf } from './key-names.ts';
import type { ScriptRunner } from './link.ts';
import { SCRIPTS, type Script } from './scripts.ts';

const SHARDS = Array.from({ length: OUTBOX_SHARDS }, (_, shard) => shard);

/**
 * The records of a cluster: one by id is looked for in Redis, where it waits or was until a few minutes ago, then in the others; so it
 * is seen as soon as it is answered. Searches ask the others alone: what was not moved there yet is missing from them, and how old that
 * is a metric shows.
 */
export function outboxRecords(link: ScriptRunner, records: Records, limits: { outboxEventsMax: number }): Records {
  return {
    ...records,
    screening: async (siteId, id) => {
      const waits = await fromEither(findRecord(link, siteId, id, ['b', 'o']), () => records.screening(siteId, id));
      return waits === null || !('shard' in waits) ? waits : screeningOf(waits.fields[0], waits.fields[1]);
    },
    payload: async (siteId, id) => {
      const waits = await fromEither(findRecord(link, siteId, id, ['p', 's'], true), () => records.payload(siteId, id));
      if (waits === null || !('shard' in waits)) return waits;
      const [salt, sealed] = waits.fields;
      return { salt: String(salt), sealed: Buffer.isBuffer(sealed) ? new Uint8Array(sealed) : new Uint8Array() };
    },
    addOutcome: async (siteId, id, outcome, max) => {
      const waits = await orAway(findRecord(link, siteId, id, ['a']));
      const added = waits && (await orAway(addOutcome(link, waits.shard, siteId, id, outcome, max, limits)));
      return added === null || added === 'none' ? records.addOutcome(siteId, id, outcome, max) : added;
    },
    erase: (siteId, accountRefs, limit) => erase(link, records, siteId, accountRefs, limit),
  };
}

type Found = { readonly shard: number; readonly fields: readonly unknown[] };

/** Where Redis is away, what the others have is still true; that they have nothing is not. */
async function fromEither<T>(
  waiting: Promise<Found | null>,
  others: () => Promise<T | null>,
): Promise<Found | T | null> {
  let failed: unknown = null;
  try {
    const waits = await waiting;
    if (waits !== null) return waits;
  } catch (error) {
    failed = error;
  }
  const found = await others();
  if (found === null && failed !== null) throw new RecordsAway({ cause: failed });
  return found;
}

async function orAway<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    throw error instanceof StateAway ? new RecordsAway({ cause: error }) : error;
  }
}

const ask = (link: ScriptRunner, script: Script, keys: readonly string[], args: readonly string[], asBuffers = false) =>
  link.run(script, keys, args, LIMITS.changeMsMax, asBuffers);

/** The id alone does not tell the shard. */
async function findRecord(
  link: ScriptRunner,
  siteId: string,
  id: string,
  fields: readonly string[],
  asBuffers = false,
): Promise<Found | null> {
  const name = recordName(siteId, id);
  const keys = SHARDS.map(shard => recordKey(shard, name));
  const look = async (some: readonly string[], first: number): Promise<Found | null> => {
    const [place, ...values] = await ask(link, SCRIPTS.readRecord, some, fields, asBuffers);
    return Number(place) === 0 ? null : { shard: first + Number(place) - 1, fields: values };
  };
  if (!link.isCluster) return look(keys, 0);
  const found = await Promise.all(keys.map((key, shard) => look([key], shard)));
  return found.find(it => it !== null) ?? null;
}

function screeningOf(body: unknown, outcomes: unknown): StoredScreening {
  const record: Omit<StoredScreening, 'outcomes'> = JSON.parse(String(body));
  return { ...record, outcomes: JSON.parse(`[${outcomes ?? ''}]`) };
}

async function addOutcome(
  link: ScriptRunner,
  shard: number,
  siteId: string,
  id: string,
  outcome: StoredOutcome,
  max: number,
  { outboxEventsMax }: { outboxEventsMax: number },
): Promise<StoredScreening | 'full' | 'none'> {
  const name = recordName(siteId, id);
  const { result, source, comment } = outcome;
  const args = [name, JSON.stringify(outcome), JSON.stringify([result, source, comment])];
  const keys = [recordKey(shard, name), outboxKey(shard), deadKey(shard)];
  const bounds = [String(max), String(shardMax(outboxEventsMax))];
  const [said, body, outcomes] = await ask(link, SCRIPTS.addOutcome, keys, [...args, ...bounds]);
  if (said === 'no-room') throw new StateAway('full');
  return said === 'kept' ? screeningOf(body, outcomes) : said === 'full' ? 'full' : 'none';
}

/**
 * First what waits, then what the others have; what a batch was just moving is there by then, and nothing comes back. Each is told
 * once: what waits in Redis with a later event and was moved before is told by the others. What was moved and is still kept in Redis
 * goes with its row.
 */
async function erase(
  link: ScriptRunner,
  records: Records,
  siteId: string,
  accountRefs: readonly string[],
  limit: number,
): Promise<readonly ErasedRecord[]> {
  // Nothing is dropped here while the others are away: what it pointed at would be forgotten.
  await records.search(siteId, { accountRefs, limit: 1 });
  const erased: ErasedRecord[] = [];
  const shards = [...new Set(accountRefs.map(it => shardOf(it, '')))];
  for (const shard of shards) {
    while (erased.length < limit) {
      const found = await orAway(findWaiting(link, shard, siteId, accountRefs, limit - erased.length));
      if (found.size === 0) break;
      await orAway(drop(link, shard, [...found.keys()]));
      await orAway(untilMoved(link, shard));
      for (const { id, reportId, idempotencyKey } of await notAmong(records, siteId, [...found.values()])) {
        erased.push({ id, reportId, idempotencyKey });
      }
    }
  }
  if (erased.length >= limit) return erased;
  const moved = await records.erase(siteId, accountRefs, limit - erased.length);
  const names = moved.map(it => recordName(siteId, it.id));
  for (const shard of shards) await orAway(drop(link, shard, names));
  return [...erased, ...moved];
}

const ASKED_AT_ONCE = 8;

async function notAmong(records: Records, siteId: string, bodies: readonly string[]): Promise<ErasedRecord[]> {
  const all: ErasedRecord[] = bodies.map(it => JSON.parse(it));
  const missing: ErasedRecord[] = [];
  for (let i = 0; i < all.length; i += ASKED_AT_ONCE) {
    const some = all.slice(i, i + ASKED_AT_ONCE);
    const there = await Promise.all(some.map(it => records.screening(siteId, it.id)));
    missing.push(...some.filter((_, n) => there[n] === null));
  }
  return missing;
}

const CHUNK = String(1000);

/** The records of these accounts in a shard's outbox and dead letters, at most so many: name and body. */
async function findWaiting(
  link: ScriptRunner,
  shard: number,
  siteId: string,
  accountRefs: readonly string[],
  limit: number,
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const stream of [outboxKey(shard), deadKey(shard)]) {
    let after = '0';
    while (after !== '' && found.size < limit) {
      const args = [after, CHUNK, String(limit - found.size), JSON.stringify(accountRefs), recordName(siteId, '')];
      const [last, ...some] = await ask(link, SCRIPTS.findRecords, [stream, outboxKey(shard)], args);
      for (const it of some) if (Array.isArray(it)) found.set(String(it[0]), String(it[1]));
      after = String(last);
    }
  }
  return found;
}

/** Records and all events of theirs; the records first, so that nothing is added to them meanwhile. */
async function drop(link: ScriptRunner, shard: number, names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  const keys = names.map(name => recordKey(shard, name));
  for (let i = 0; i < keys.length; i += 500) await ask(link, SCRIPTS.forget, keys.slice(i, i + 500), ['']);
  for (const stream of [outboxKey(shard), deadKey(shard)]) {
    let after = '0';
    while (after !== '') {
      const [last] = await ask(link, SCRIPTS.dropEvents, [stream], [after, CHUNK, JSON.stringify(names)]);
      after = String(last);
    }
  }
}

/** Until the batch that is under way now, if any, is stored or given up. */
async function untilMoved(link: ScriptRunner, shard: number): Promise<void> {
  const [first] = await ask(link, SCRIPTS.batch, [batchKey(shard)], []);
  const endsAt = performance.now() + LIMITS.outboxLeaseMs;
  for (let now = first; now !== '' && now === first; ) {
    if (performance.now() > endsAt) throw new StateAway('timed-out');
    await pause(LIMITS.outboxIdleMs / 4);
    [now] = await ask(link, SCRIPTS.batch, [batchKey(shard)], []);
  }
}
