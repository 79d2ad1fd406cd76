import { TOKEN_LIFE_MS } from '../../../shared/constants.ts';
import { LIMITS } from '../../limits.ts';
import type { Records } from '../../ports/records.ts';
import type { State } from '../../ports/state.ts';
import type { RecordSink } from '../sql/record-sink.ts';
import { type DeadLetters, deadLetters } from './dead-letters.ts';
import { type Drainer, type DrainerWatch, startDrainer } from './drainer.ts';
import { type LinkWatch, lostOnce, openLink } from './open-link.ts';
import { outboxRecords } from './outbox-records.ts';
import { type RedisStateLimits, redisState } from './redis-state.ts';

export type RedisWatch = LinkWatch & DrainerWatch;

export type OpenRedis = {
  readonly state: State;
  /** What waits in Redis first, then what the others have. */
  readonly records: (records: Records) => Records;
  /** Moves the records out of Redis; several processes may each have started one. */
  readonly startDrainer: (sink: RecordSink) => Drainer;
  readonly deadLetters: DeadLetters;
  /** After the drainer has stopped. */
  readonly close: () => Promise<void>;
};

/**
 * Opens a Redis, or a Cluster: of several URLs, or of one whose server says that it is part of one. Rejects, in words, where it cannot
 * be reached or used now; later it reconnects by itself. Two connections: batches of records do not hold up screenings.
 */
export async function openRedis(
  urls: readonly string[],
  watch: RedisWatch,
  limits: RedisStateLimits = { ...LIMITS, reportLifeMs: TOKEN_LIFE_MS },
): Promise<OpenRedis> {
  const events = lostOnce(watch);
  const hot = await openLink(urls, events, { ...watch, ...limits });
  const slow = await openLink(urls, events, null).catch(async (error: unknown) => {
    await hot.close();
    throw error;
  });
  return {
    state: redisState(hot, limits),
    records: records => outboxRecords(slow, records, limits),
    startDrainer: sink => startDrainer(slow, sink, limits, watch),
    deadLetters: deadLetters(slow, limits),
    close: async () => {
      await Promise.all([hot.close(), slow.close()]);
    },
  };
}
