import { setTimeout as pause } from 'node:timers/promises';
import { knownDeviceId } from '../../../shared/wire/screening.ts';
import { RecordsAway, StateAway } from '../../errors.ts';
import { LIMITS } from '../../limits.ts';
import type { ErasedRecord, Records, ScreeningSearch, StoredOutcome, StoredScreening } from '../../ports/records.ts';
import { leastIdAt } from '../sql/id-bounds.ts';
import { reasonCodesOf } from '../sql/tables.ts';
import { shardMax } from './commit-parts.ts';
import { type FoundRecord, findRecord } from './find-record.ts';
import { batchKey, deadKey, outboxKey, recordKey, recordName } from './key-names.ts';
import type { ScriptRunner } from './link.ts';
import { SCRIPTS, type Script } from './scripts.ts';
import { newestOf, screeningOf, shardsOf, waitingRecords } from './waiting-records.ts';

/**
 * The records of a cluster: one by id is looked for in Redis, where it waits or was until a few minutes ago, then in the others; so it
 * is seen as soon as it is answered. So is all of an account where it is named. Other searches ask the others alone: what was not moved
 * there yet is missing from them, and how old that is a metric shows.
 */
export function outboxRecords(link: ScriptRunner, records: Records, limits: { outboxEventsMax: number }): Records {
  return {
    ...records,
    screening: async (siteId, id) => {
      const waits = await fromEither(findRecord(link, siteId, id, ['b', 'o'], LIMITS.changeMsMax), () =>
        records.screening(siteId, id),
      );
      return waits === null || !('shard' in waits) ? waits : screeningOf(waits.fields[0], waits.fields[1]);
    },
    search: (siteId, search) => {
      const { accountRefs } = search;
      return accountRefs === undefined
        ? records.search(siteId, search)
        : searchAccounts(link, records, siteId, accountRefs, search);
    },
    payload: async (siteId, id) => {
      const waits = await fromEither(findRecord(link, siteId, id, ['p', 's'], LIMITS.changeMsMax, true), () =>
        records.payload(siteId, id),
      );
      if (waits === null || !('shard' in waits)) return waits;
      const [salt, sealed] = waits.fields;
      return { salt: String(salt), sealed: Buffer.isBuffer(sealed) ? new Uint8Array(sealed) : new Uint8Array() };
    },
    addOutcome: async (siteId, id, outcome, max) => {
      const waits = await orAway(findRecord(link, siteId, id, ['a'], LIMITS.changeMsMax));
      const added = waits && (await orAway(addOutcome(link, waits.shard, siteId, id, outcome, max, limits)));
      return added === null || added === 'none' ? records.addOutcome(siteId, id, outcome, max) : added;
    },
    erase: (siteId, accountRefs, limit) => erase(link, records, siteId, accountRefs, limit),
  };
}

/** Where Redis is away, what the others have is still true; that they have nothing is not. */
async function fromEither<T>(
  waiting: Promise<FoundRecord | null>,
  others: () => Promise<T | null>,
): Promise<FoundRecord | T | null> {
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

/**
 * First what waits, then what the others have: what was moved between the two is told by both, and counts as it waited, with all its
 * outcomes.
 */
async function searchAccounts(
  link: ScriptRunner,
  records: Records,
  siteId: string,
  accountRefs: readonly string[],
  search: ScreeningSearch,
): Promise<readonly StoredScreening[]> {
  const { limit } = search;
  const waits = await orAway(waitingRecords(link, siteId, accountRefs, limit, it => fits(it, search)));
  let found = waits.newest;
  for (let older: Pick<ScreeningSearch, 'before'> = {}; ; ) {
    const page = await records.search(siteId, { ...search, ...older });
    const others = page.filter(it => !waits.ids.has(it.id));
    found = newestOf([...found, ...others], limit);
    const last = page.at(-1);
    if (last === undefined || page.length < limit) return found;
    // Those that were told as they wait, or do not fit any more as they wait, leave room for older ones.
    const oldest = found.length < limit ? undefined : found.at(-1);
    if (oldest !== undefined && oldest.id >= last.id) return found;
    older = { before: last.id };
  }
}

/** What searches look at beside the account. */
function fits(record: StoredScreening, search: ScreeningSearch): boolean {
  const { addressRefs, device, verdict, reason, from, to, before } = search;
  const { id, addressRef, answer } = record;
  return (
    (addressRefs === undefined || addressRefs.includes(addressRef)) &&
    (device === undefined || knownDeviceId(record.answer) === device) &&
    (verdict === undefined || answer.verdict === verdict) &&
    (reason === undefined || reasonCodesOf(record).includes(reason)) &&
    (from === undefined || id >= leastIdAt(from)) &&
    (to === undefined || id < leastIdAt(to)) &&
    (before === undefined || id < before)
  );
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
  const { result, source, comment, grade, teaches } = outcome;
  const args = [name, JSON.stringify(outcome), JSON.stringify([result, source, comment, grade, teaches])];
  const keys = [recordKey(shard, name), outboxKey(shard), deadKey(shard)];
  const bounds = [String(max), String(shardMax(outboxEventsMax))];
  const [said, body, outcomes] = await ask(link, SCRIPTS.addOutcome, keys, [...args, ...bounds]);
  if (said === 'no-room') throw new StateAway('full');
  return said === 'kept' ? screeningOf(body, outcomes) : said === 'full' ? 'full' : 'none';
}

/**
 * What waits first, and only when nothing does what the others have: so whoever looks at both before each call has seen either version
 * of a record that was restored. What a batch was just moving is with the others by then. What was moved and is still kept in Redis goes
 * with its row.
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
  const waits = await orAway(waitingRecords(link, siteId, accountRefs, limit, () => true));
  if (waits.newest.length > 0) {
    await orAway(drop(link, siteId, accountRefs, waits.newest));
    return waits.newest.map(({ id, reportId, idempotencyKey }) => ({ id, reportId, idempotencyKey }));
  }
  await orAway(untilMoved(link, shardsOf(accountRefs)));
  const moved = await records.erase(siteId, accountRefs, limit);
  await orAway(drop(link, siteId, accountRefs, moved));
  return moved;
}

const CHUNK = '1000';

/** Records and all events of theirs; the records first, so that nothing is added to them meanwhile. */
async function drop(
  link: ScriptRunner,
  siteId: string,
  accountRefs: readonly string[],
  records: readonly ErasedRecord[],
): Promise<void> {
  if (records.length === 0) return;
  const names = records.map(it => recordName(siteId, it.id));
  for (const shard of shardsOf(accountRefs)) {
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
}

/** Until the batches that are under way now, if any, are stored or given up. */
async function untilMoved(link: ScriptRunner, shards: readonly number[]): Promise<void> {
  const endsAt = performance.now() + LIMITS.outboxLeaseMs;
  for (const shard of shards) {
    const [first] = await ask(link, SCRIPTS.batch, [batchKey(shard)], []);
    for (let now = first; now !== '' && now === first; ) {
      if (performance.now() > endsAt) throw new StateAway('timed-out');
      await pause(LIMITS.outboxIdleMs / 4);
      [now] = await ask(link, SCRIPTS.batch, [batchKey(shard)], []);
    }
  }
}
