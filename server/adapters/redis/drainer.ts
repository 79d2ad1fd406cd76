import { setTimeout as pause, setImmediate as turnOfLoop } from 'node:timers/promises';
import { LIMITS } from '../../limits.ts';
import type { RecordSink } from '../sql/record-sink.ts';
import { deadKey, outboxKey } from './key-names.ts';
import type { ScriptRunner } from './link.ts';
import { readEvent, type WaitingEvent } from './outbox-events.ts';
import { OutboxLease } from './outbox-lease.ts';
import { type OutboxWatch, watchOutbox } from './outbox-watch.ts';
import { SCRIPTS } from './scripts.ts';
import { type Refused, storeEvents } from './store-events.ts';

export type DrainerWatch = OutboxWatch & {
  /** Events moved to the records. */
  readonly onStored: (events: number) => void;
  /** Nothing could be moved now; it goes on, less often while this lasts. */
  readonly onFailed: (error: unknown) => void;
  /** An event that cannot be read, or that the records refuse for what is in it, was set aside in `stream`. */
  readonly onDeadLetter: (letter: { stream: string; record: string; error: unknown }) => void;
};

export type Drainer = {
  /** Ends what is under way, within a bound, and leaves the shards to others. */
  readonly stop: () => Promise<void>;
};

/** Events are large: so many are read in one turn of the event loop. */
const READ_AT_ONCE = 8;

/**
 * Moves what waits in the outbox to the records: each shard in its order, by whoever has its lease, in batches over all of a process'
 * shards. What was stored is struck off afterwards: so an event may be stored twice, which the sink takes for once, and none is lost.
 * While the records are away it waits for them.
 */
export function startDrainer(
  link: ScriptRunner,
  sink: RecordSink,
  limits: { readonly outboxEventsMax: number },
  watch: DrainerWatch,
): Drainer {
  const stopping = new AbortController();
  const lease = new OutboxLease(link);
  const running = drain(new Mover(link, lease, sink, watch), watch, stopping.signal);
  const stopWatching = watchOutbox(link, limits, watch);
  return {
    stop: async () => {
      stopWatching();
      stopping.abort();
      await Promise.race([running, pause(LIMITS.outboxStopMsMax, undefined, { ref: false })]);
      await lease.release();
    },
  };
}

async function drain(mover: Mover, watch: DrainerWatch, signal: AbortSignal): Promise<void> {
  for (let failures = 0; !signal.aborted; ) {
    let waitMs: number;
    try {
      waitMs = pauseAfter(await mover.moveBatch());
      failures = 0;
    } catch (error) {
      watch.onFailed(error);
      failures++;
      waitMs = Math.min(LIMITS.outboxBackOffMsMax, LIMITS.outboxEveryMs * 2 ** Math.min(failures, 10));
    }
    if (!signal.aborted) await pause(waitMs, undefined, { signal, ref: false }).catch(() => {});
  }
}

function pauseAfter(events: number): number {
  if (events === 0) return LIMITS.outboxIdleMs;
  return events < LIMITS.outboxBatchMax / 2 ? LIMITS.outboxEveryMs : 0;
}

class Mover {
  readonly #link: ScriptRunner;
  readonly #lease: OutboxLease;
  readonly #sink: RecordSink;
  readonly #watch: DrainerWatch;
  #busyShards = 1;
  /** Batches in a row that were one event, refused. */
  #refusals = 0;

  constructor(link: ScriptRunner, lease: OutboxLease, sink: RecordSink, watch: DrainerWatch) {
    this.#link = link;
    this.#lease = lease;
    this.#sink = sink;
    this.#watch = watch;
  }

  /** How many events it found. Throws where none could be moved. */
  async moveBatch(): Promise<number> {
    const fetched = await this.#lease.fetch(Math.ceil(LIMITS.outboxBatchMax / this.#busyShards));
    const found = fetched.filter(it => it.entries.length > 0);
    this.#busyShards = Math.max(1, found.length);
    const events: WaitingEvent[] = [];
    for (const { shard, entries } of found) {
      for (const entry of entries) {
        events.push(readEvent(shard, entry));
        if (events.length % READ_AT_ONCE === 0) await turnOfLoop();
      }
    }
    if (events.length === 0) return 0;
    let stored: readonly WaitingEvent[] = [];
    try {
      const result = await storeEvents(this.#sink, events);
      stored = result.stored;
      await this.#setAside(result.refused, stored.length);
    } finally {
      await this.#lease.settle(
        found.map(it => it.shard),
        stored,
      );
    }
    this.#watch.onStored(stored.length);
    return events.length;
  }

  /** Throws where it is likelier that the database is at fault than that all of them are. */
  async #setAside(refused: readonly Refused[], stored: number): Promise<void> {
    const readable = refused.filter(it => !(it.event.event instanceof Error));
    this.#refusals = stored === 0 && readable.length === 1 ? this.#refusals + 1 : 0;
    const isProven = stored > 0 || this.#refusals >= LIMITS.outboxRefusalsMax;
    for (const { event, error } of refused) {
      if (!isProven && !(event.event instanceof Error)) continue;
      const keys = [outboxKey(event.shard), deadKey(event.shard)];
      await this.#link.run(SCRIPTS.setAside, keys, [event.id, String(error)], LIMITS.changeMsMax);
      this.#watch.onDeadLetter({ stream: deadKey(event.shard), record: event.name, error });
    }
    if (!isProven && readable[0] !== undefined) throw readable[0].error;
  }
}
