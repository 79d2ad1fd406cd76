import { randomInt, randomUUID } from 'node:crypto';
import { LIMITS } from '../../limits.ts';
import { batchKey, leaseKey, OUTBOX_SHARDS, outboxKey, recordKey } from './key-names.ts';
import type { ScriptRunner } from './link.ts';
import type { WaitingEvent } from './outbox-events.ts';
import { SCRIPTS } from './scripts.ts';

type Shard = {
  readonly shard: number;
  isMine: boolean;
  /** Since when nobody had it, as far as was seen; our monotonic time. */
  freeSince: number | null;
  askAgainAt: number;
};

/**
 * What a process takes at once; a shard beyond it only when nobody else took it for so long. What it has beyond it, it gives up now
 * and then: a process that started later gets its share.
 */
const SHARDS_AT_ONCE = 4;
const FREE_MS = 1000;
const SHARED_EVERY_MS = 20_000;
/**
 * A shard that another has is asked for so often: at least twice while what was given up is left to others, or who gave it up would
 * have it again before they took it.
 */
const HELD_MS = 400;

/** The shards whose records this process moves, and its batches. */
export class OutboxLease {
  readonly #link: ScriptRunner;
  readonly #now: () => number;
  readonly #who = randomUUID();
  readonly #shards: readonly Shard[];
  #batch = 0;
  #sharedAt: number;

  /** @param now our monotonic time. */
  constructor(link: ScriptRunner, now: () => number = () => performance.now()) {
    this.#link = link;
    this.#now = now;
    this.#sharedAt = now();
    // Each begins at another: those that start together do not all ask for the same ones.
    const first = randomInt(OUTBOX_SHARDS);
    this.#shards = Array.from({ length: OUTBOX_SHARDS }, (_, n) => ({
      shard: (first + n) % OUTBOX_SHARDS,
      isMine: false,
      freeSince: null,
      askAgainAt: 0,
    }));
  }

  /** The first events of each shard that is or becomes this process'. Throws where none could be asked. */
  async fetch(perShard: number): Promise<readonly { shard: number; entries: readonly unknown[] }[]> {
    this.#batch++;
    const now = this.#now();
    if (now - this.#sharedAt > SHARED_EVERY_MS) await this.#share(now);
    let room = SHARDS_AT_ONCE - this.#mine.length;
    // Room is for what was seen to be free: asked of what others have, it would be used up on that.
    const mayTake = (it: Shard): boolean =>
      it.isMine || (it.freeSince !== null && (now - it.freeSince > FREE_MS || room-- > 0));
    const asked = this.#shards.filter(it => it.askAgainAt <= now);
    const replies = await Promise.allSettled(asked.map(it => this.#fetchOne(it, perShard, mayTake(it))));
    const failed = replies.find(it => it.status === 'rejected');
    if (failed !== undefined && replies.every(it => it.status === 'rejected')) throw failed.reason;
    return replies.flatMap(it => (it.status === 'fulfilled' ? [it.value] : []));
  }

  /** Ends the batch of these shards: what was stored is struck off. */
  async settle(shards: readonly number[], stored: readonly WaitingEvent[]): Promise<void> {
    await Promise.all(
      shards.map(shard => {
        const own = stored.filter(it => it.shard === shard);
        const keys = [outboxKey(shard), batchKey(shard), ...own.map(it => recordKey(shard, it.name))];
        const args = [this.#batchName, String(LIMITS.outboxMovedLifeMs), ...own.map(it => it.id)];
        return this.#link.run(SCRIPTS.settle, keys, args, LIMITS.changeMsMax);
      }),
    );
  }

  /** To others. */
  release(): Promise<unknown> {
    return this.#release(this.#mine);
  }

  async #share(now: number): Promise<void> {
    this.#sharedAt = now;
    const beyond = this.#mine.slice(SHARDS_AT_ONCE);
    await this.#release(beyond);
    for (const it of beyond) {
      it.isMine = false;
      it.freeSince = now;
    }
  }

  #release(shards: readonly Shard[]): Promise<unknown> {
    return Promise.allSettled(
      shards.map(({ shard }) => this.#link.run(SCRIPTS.release, [leaseKey(shard)], [this.#who], LIMITS.changeMsMax)),
    );
  }

  get #mine(): readonly Shard[] {
    return this.#shards.filter(it => it.isMine);
  }

  get #batchName(): string {
    return `${this.#who} ${this.#batch}`;
  }

  async #fetchOne(
    it: Shard,
    perShard: number,
    mayTake: boolean,
  ): Promise<{ shard: number; entries: readonly unknown[] }> {
    const { shard } = it;
    const keys = [outboxKey(shard), leaseKey(shard), batchKey(shard)];
    const args = [this.#who, String(LIMITS.outboxLeaseMs), mayTake ? '1' : '0', String(perShard), this.#batchName];
    const [said, ...entries] = await this.#link.run(SCRIPTS.fetch, keys, args, LIMITS.changeMsMax, true);
    const holder = String(said);
    it.isMine = holder === 'mine';
    it.freeSince = holder === 'free' ? (it.freeSince ?? this.#now()) : null;
    it.askAgainAt = holder === 'held' ? this.#now() + HELD_MS : 0;
    return { shard, entries };
  }
}
