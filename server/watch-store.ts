import type { Logger } from 'pino';
import type { StateWatch } from './adapters/guarded-state.ts';
import type { RedisWatch } from './adapters/redis/open-redis.ts';
import type { RecordsWatch } from './adapters/watched-records.ts';
import type { SpoolWatch } from './drain-spool.ts';
import type { Metrics } from './metrics.ts';

/** What the stores tell of themselves. */
export type StoreWatch = {
  readonly state: StateWatch;
  readonly records: RecordsWatch;
  readonly redis: RedisWatch;
  readonly spool: SpoolWatch & {
    readonly onSetAside: (file: string, lines: number) => void;
    readonly onKept: () => void;
  };
};

const nothing = (): void => {};
/** Tells nobody: for tests, and commands. */
export const UNWATCHED: StoreWatch = {
  state: { onCall: nothing, onBreaker: nothing, onFault: nothing },
  records: { onCall: nothing, onFault: nothing },
  redis: {
    onReady: nothing,
    onLost: nothing,
    onWarning: nothing,
    onLag: nothing,
    onFilling: nothing,
    onStored: nothing,
    onFailed: nothing,
    onDeadLetter: nothing,
  },
  spool: { onSetAside: nothing, onKept: nothing, onRestored: nothing, onFault: nothing },
};

export function watchStore(metrics: Metrics, log: Logger): StoreWatch {
  let isResting = false;
  return {
    state: {
      onCall: (operation, seconds, result) => {
        metrics.storeSeconds.observe({ store: 'state', operation, result }, seconds);
        // A probe asks whether it is away: that is no call that was not done.
        if (result !== 'ok' && operation !== 'check') metrics.stateAway.inc({ reason: result });
      },
      onBreaker: state => {
        metrics.breakerOpen.set(state === 'closed' ? 0 : 1);
        // A probe that fails opens it again, several times a second.
        if (state === 'open' && !isResting)
          log.error('the state is left alone: it failed too often; the failure policy answers');
        if (state === 'closed') log.warn('the state is asked again');
        isResting = state !== 'closed';
      },
      onFault: (operation, error) => {
        metrics.storeFaults.inc({ store: 'state' });
        log.error({ err: error, operation }, 'the state failed');
      },
    },
    records: {
      onCall: (operation, seconds, result) =>
        metrics.storeSeconds.observe({ store: 'records', operation, result }, seconds),
      onFault: (operation, error) => {
        metrics.storeFaults.inc({ store: 'records' });
        log.error({ err: error, operation }, 'the records failed');
      },
    },
    redis: watchRedis(metrics, log),
    spool: {
      onSetAside: (file, lines) =>
        log.error({ file, lines }, 'lines of the spool cannot be read: they were cut off before they were answered'),
      onKept: () => metrics.spoolKept.inc(),
      onRestored: screenings => {
        metrics.spoolRestored.inc(screenings);
        log.warn({ screenings }, 'what was answered while the state was away is in the state now');
      },
      onFault: error => log.error({ err: error }, 'what was answered while the state was away still waits'),
    },
  };
}

function watchRedis(metrics: Metrics, log: Logger): RedisWatch {
  let isMoving = true;
  return {
    onReady: node => log.info({ node }, 'Redis can be reached'),
    onLost: (node, error) => log.error({ node, err: error }, 'Redis cannot be reached'),
    onWarning: warning => log.warn(warning),
    onLag: ({ waiting, deadLetters, oldestMs, fullness }) => {
      metrics.outboxWaiting.set(waiting);
      metrics.outboxDead.set(deadLetters);
      metrics.outboxOldest.set(oldestMs / 1000);
      metrics.outboxFullness.set(fullness);
    },
    onFilling: (share, lag) =>
      log.error({ share, ...lag }, 'the outbox in Redis fills up: PostgreSQL takes records too slowly, or is away'),
    onStored: events => {
      metrics.outboxMoved.inc(events);
      if (!isMoving) log.warn('records are moved to PostgreSQL again');
      isMoving = true;
    },
    onFailed: error => {
      // Said once, not at every try.
      if (isMoving) log.error({ err: error }, 'records cannot be moved to PostgreSQL now: they wait in Redis');
      isMoving = false;
    },
    onDeadLetter: ({ stream, record, error }) =>
      log.error({ stream, record, err: error }, 'PostgreSQL refused a record: it is set aside in Redis'),
  };
}
