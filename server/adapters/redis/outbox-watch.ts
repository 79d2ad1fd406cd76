import { LIMITS } from '../../limits.ts';
import { shardMax } from './commit-parts.ts';
import { deadKey, OUTBOX_SHARDS, outboxKey } from './key-names.ts';
import type { ScriptRunner } from './link.ts';
import { SCRIPTS } from './scripts.ts';

export type OutboxLag = {
  /** Events that wait to be moved. */
  readonly waiting: number;
  /** Events that could not be moved and were set aside; they take room too. */
  readonly deadLetters: number;
  /** How long the oldest event waits; 0: none does. */
  readonly oldestMs: number;
  /** How full the fullest shard is: at 1 the state refuses screenings of its accounts. */
  readonly fullness: number;
};

export type OutboxWatch = {
  /** About once a second; of the whole installation, in every process. */
  readonly onLag: (lag: OutboxLag) => void;
  /** It has become fuller than this share, 0.5 or 0.8: said once until it was emptier. */
  readonly onFilling: (share: number, lag: OutboxLag) => void;
};

const SHARES = [0.8, 0.5] as const;
/** Below this part of a share it counts as emptier: not said again at every event. */
const EMPTIER = 0.9;

/** Looks at the outbox from time to time, until it is told to stop. What cannot be read now is read the next time. */
export function watchOutbox(
  link: ScriptRunner,
  { outboxEventsMax }: { readonly outboxEventsMax: number },
  watch: OutboxWatch,
): () => void {
  let said = 0;
  let isLooking = false;
  const look = async (): Promise<void> => {
    const lag = lagOf(await waitingIn(link), shardMax(outboxEventsMax));
    watch.onLag(lag);
    const share = SHARES.find(it => lag.fullness >= it) ?? 0;
    if (share > said) watch.onFilling(share, lag);
    if (share > said || lag.fullness < said * EMPTIER) said = share;
  };
  const timer = setInterval(() => {
    if (isLooking) return;
    isLooking = true;
    look()
      .catch(() => {})
      .finally(() => {
        isLooking = false;
      });
  }, LIMITS.outboxWatchEveryMs).unref();
  return () => clearInterval(timer);
}

type Waiting = { readonly events: number; readonly dead: number; readonly oldestMs: number };

async function waitingIn(link: ScriptRunner): Promise<Waiting[]> {
  const keys = Array.from({ length: OUTBOX_SHARDS }, (_, shard) => [outboxKey(shard), deadKey(shard)]);
  const ask = (some: readonly string[]) => link.run(SCRIPTS.waiting, some, [], LIMITS.changeMsMax);
  const numbers = link.isCluster ? (await Promise.all(keys.map(ask))).flat() : await ask(keys.flat());
  return keys.map((_, i) => {
    const [events, dead, oldestMs] = numbers.slice(i * 3, i * 3 + 3).map(Number);
    return { events: events ?? 0, dead: dead ?? 0, oldestMs: oldestMs ?? 0 };
  });
}

const lagOf = (shards: readonly Waiting[], max: number): OutboxLag => ({
  waiting: shards.reduce((sum, it) => sum + it.events, 0),
  deadLetters: shards.reduce((sum, it) => sum + it.dead, 0),
  oldestMs: Math.max(...shards.map(it => it.oldestMs)),
  fullness: Math.max(...shards.map(it => (it.events + it.dead) / max)),
});
