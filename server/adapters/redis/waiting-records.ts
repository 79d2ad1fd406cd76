import { LIMITS } from '../../limits.ts';
import type { StoredScreening } from '../../ports/records.ts';
import { deadKey, outboxKey, recordName, shardOf } from './key-names.ts';
import type { ScriptRunner } from './link.ts';
import { SCRIPTS } from './scripts.ts';

/** The body and the outcomes of a record in Redis, as its scripts reply them. */
export function screeningOf(body: unknown, outcomes: unknown): StoredScreening {
  const record: Omit<StoredScreening, 'outcomes'> = JSON.parse(String(body));
  return { ...record, outcomes: JSON.parse(`[${outcomes ?? ''}]`) };
}

/** Those of some accounts whose events wait, dead letters too, each as it is after all of them. */
export type WaitingRecords = {
  /** Of those that fit, newest first. */
  readonly newest: readonly StoredScreening[];
  /** Of all, whether they fit or not. */
  readonly ids: ReadonlySet<string>;
};

export const newestOf = (records: Iterable<StoredScreening>, limit: number): StoredScreening[] =>
  [...records].sort((a, b) => (a.id < b.id ? 1 : -1)).slice(0, limit);

export async function waitingRecords(
  link: ScriptRunner,
  siteId: string,
  accountRefs: readonly string[],
  limit: number,
  fits: (record: StoredScreening) => boolean,
): Promise<WaitingRecords> {
  const ids = new Set<string>();
  let newest = new Map<string, StoredScreening>();
  for (const shard of shardsOf(accountRefs)) {
    for await (const records of waitingIn(link, shard, siteId, accountRefs)) {
      for (const it of records) {
        ids.add(it.id);
        if (fits(it)) newest.set(it.id, it);
        else newest.delete(it.id);
      }
      newest = new Map(newestOf(newest.values(), limit).map(it => [it.id, it]));
    }
  }
  return { newest: [...newest.values()], ids };
}

export const shardsOf = (accountRefs: readonly string[]): readonly number[] => [
  ...new Set(accountRefs.map(it => shardOf(it, ''))),
];

const EVENTS_AT_ONCE = '1000';
const RECORDS_AT_ONCE = '100';

/**
 * Read from the end of a stream, so that what comes meanwhile does not draw it out; a record may come more than once. What is set aside
 * meanwhile is among the dead letters by then; what is put back from there is behind what was seen of the outbox.
 */
async function* waitingIn(
  link: ScriptRunner,
  shard: number,
  siteId: string,
  accountRefs: readonly string[],
): AsyncGenerator<readonly StoredScreening[]> {
  const rest = [EVENTS_AT_ONCE, RECORDS_AT_ONCE, JSON.stringify(accountRefs), recordName(siteId, '')];
  async function* scan(stream: string, earliest: string): AsyncGenerator<readonly StoredScreening[], string> {
    let tail = '';
    for (let latest = '+'; ; ) {
      const keys = [stream, outboxKey(shard)];
      const args = [latest, earliest, ...rest];
      const [first, last, ...found] = await link.run(SCRIPTS.findRecords, keys, args, LIMITS.changeMsMax);
      if (last === '') return tail;
      if (tail === '') tail = String(first);
      yield found.flatMap(it => (Array.isArray(it) ? [screeningOf(it[1], it[2])] : []));
      latest = `(${last}`;
    }
  }
  const tail = yield* scan(outboxKey(shard), '-');
  yield* scan(deadKey(shard), '-');
  yield* scan(outboxKey(shard), tail === '' ? '-' : `(${tail}`);
}
