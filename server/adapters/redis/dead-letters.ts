import { StateAway } from '../../errors.ts';
import { LIMITS } from '../../limits.ts';
import type { StoredOutcome } from '../../ports/records.ts';
import { shardMax } from './commit-parts.ts';
import { deadKey, OUTBOX_SHARDS, outboxKey, recordKey } from './key-names.ts';
import type { ScriptRunner } from './link.ts';
import { SCRIPTS } from './scripts.ts';

/** An event that the records refused, or that could not be read. */
export type DeadLetter = {
  readonly shard: number;
  readonly stream: string;
  readonly id: string;
  /** The record's: its site's id and its own. */
  readonly name: string;
  readonly kind: string;
  /** When it was set aside, ms since the epoch, by Redis' clock. */
  readonly since: number;
  readonly because: string;
};

/**
 * `none`: they are no dead letters any more; `gone`: their record is not in Redis any more, they are struck off; `full`: the outbox.
 */
export type PutBack = 'done' | 'none' | 'gone' | 'full';

export type DeadLetters = {
  /** Of each shard, the oldest first. Rejects with StateAway. */
  readonly list: () => Promise<readonly DeadLetter[]>;
  /** Puts their record back into the outbox, whole. Rejects with StateAway. @param letters of one record, at least one. */
  readonly putBack: (letters: readonly DeadLetter[]) => Promise<PutBack>;
};

export function deadLetters(link: ScriptRunner, limits: { readonly outboxEventsMax: number }): DeadLetters {
  return {
    list: async () => {
      const all: DeadLetter[] = [];
      for (let shard = 0; shard < OUTBOX_SHARDS; shard++) all.push(...(await lettersOf(link, shard)));
      return all;
    },
    putBack: letters => putBack(link, letters, shardMax(limits.outboxEventsMax)),
  };
}

const READ_AT_ONCE = 500;

/** What is set aside while it reads is not waited for for ever: the outbox is bounded, and so are its dead letters. */
async function lettersOf(link: ScriptRunner, shard: number): Promise<readonly DeadLetter[]> {
  const stream = deadKey(shard);
  const letters: DeadLetter[] = [];
  for (;;) {
    const args = [letters.at(-1)?.id ?? '0', String(READ_AT_ONCE)];
    const some = await link.run(SCRIPTS.deadLetters, [stream], args, LIMITS.changeMsMax);
    for (const entry of some) {
      const [id, kind, name, because] = (Array.isArray(entry) ? entry : []).map(String);
      if (id === undefined || kind === undefined || name === undefined || because === undefined) continue;
      letters.push({ shard, stream, id, name, kind, since: Number.parseInt(id, 10), because });
    }
    if (some.length < READ_AT_ONCE) return letters;
  }
}

/** An outcome may come between reading and putting back: each time somebody got on. */
const TRIES_MAX = 20;

async function putBack(link: ScriptRunner, letters: readonly DeadLetter[], eventsMax: number): Promise<PutBack> {
  const [first] = letters;
  if (first === undefined) return 'none';
  const { shard, name } = first;
  const kind = letters.some(it => it.kind === 'restored') ? 'restored' : 'screening';
  const ids = JSON.stringify(letters.map(it => it.id));
  const keys = [recordKey(shard, name), outboxKey(shard), deadKey(shard)];
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const [, , said] = await link.run(SCRIPTS.readRecord, keys.slice(0, 1), ['a', 'o'], LIMITS.changeMsMax);
    const outcomes: readonly StoredOutcome[] = JSON.parse(`[${said ?? ''}]`);
    const args = [name, kind, String(eventsMax), ids, ...outcomes.map(it => JSON.stringify(it))];
    const [done] = await link.run(SCRIPTS.putBack, keys, args, LIMITS.changeMsMax);
    if (done === 'done' || done === 'none' || done === 'gone' || done === 'full') return done;
  }
  throw new StateAway('timed-out');
}
