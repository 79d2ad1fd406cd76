import { setTimeout as pause, setImmediate as turnOfLoop } from 'node:timers/promises';
import { type OpenRedis, openRedis, type RedisWatch } from '../../../server/adapters/redis/open-redis.ts';
import type { SubjectChange, SubjectId } from '../../../server/core/subjects/subject.ts';
import type { TokenUse } from '../../../server/core/token-use.ts';
import { RecordsAway, StateAway, type StateAwayReason } from '../../../server/errors.ts';
import type { Records } from '../../../server/ports/records.ts';
import type { Commit, Loaded, State } from '../../../server/ports/state.ts';
import { sampleRecord } from '../../contract/sample-record.ts';
import type { RedisServer } from '../../support/redis-server.ts';

export const T = 1_800_000_000_000;
export const WITHIN_MS = 3000;
export const SITE = 'site-1';

/** Everything it was told, and how the redis at `urls` was opened. */
export type Watched = RedisWatch & { readonly said: { [K in keyof RedisWatch]: Parameters<RedisWatch[K]>[] } };

export function watched(): Watched {
  const said: Watched['said'] = {
    onReady: [],
    onLost: [],
    onWarning: [],
    onLag: [],
    onFilling: [],
    onStored: [],
    onFailed: [],
    onDeadLetter: [],
  };
  return {
    said,
    onReady: (...it) => said.onReady.push(it),
    onLost: (...it) => said.onLost.push(it),
    onWarning: (...it) => said.onWarning.push(it),
    onLag: (...it) => said.onLag.push(it),
    onFilling: (...it) => said.onFilling.push(it),
    onStored: (...it) => said.onStored.push(it),
    onFailed: (...it) => said.onFailed.push(it),
    onDeadLetter: (...it) => said.onDeadLetter.push(it),
  };
}

export const SMALL = { reportLifeMs: 86_400_000, reportsMax: 1_000_000, outboxEventsMax: 1_000_000 };

export async function opened(
  urls: readonly string[],
  limits: Partial<typeof SMALL> = {},
): Promise<OpenRedis & { readonly watch: Watched }> {
  const watch = watched();
  return { ...(await openRedis(urls, watch, { ...SMALL, ...limits })), watch };
}

export const ACCOUNT: SubjectId = { type: 'account', key: 'acc_1' };
export const ADDRESS: SubjectId = { type: 'address', key: 'adr_1' };
export const failure = (subject: SubjectId): SubjectChange => ({
  subject,
  changes: [{ kind: 'count', name: 'failures', by: 1 }],
});

export const useOf = (screeningId: string): TokenUse => ({
  account: 'acc_1',
  address: 'a',
  action: 'login',
  phase: 'succeeded',
  at: T,
  screeningId,
});

export function commitOf(change: Partial<Commit> = {}): Commit {
  const record = change.record ?? sampleRecord({ createdAt: T, accountRef: 'acc_1' });
  return { record, token: null, changes: [failure(ACCOUNT)], idempotency: null, ...change };
}

export const load = (
  state: State,
  asked: { reportId?: string; subjects?: readonly SubjectId[]; idempotencyKey?: string } = {},
): Promise<Loaded> =>
  state.load({ siteId: SITE, now: T, reportId: null, subjects: [], idempotencyKey: null, ...asked }, WITHIN_MS);

/** How often the subject was counted in the last five minutes. */
export async function failuresOf(state: State, subject: SubjectId): Promise<number> {
  const [found] = (await load(state, { subjects: [subject] })).subjects;
  return found?.counters['failures']?.['5m'] ?? 0;
}

/** Records that have nothing. */
export const NO_RECORDS: Records = {
  screening: async () => null,
  search: async () => [],
  sightings: async () => [],
  payload: async () => null,
  addOutcome: async () => null,
  erase: async () => [],
  retire: async () => 0,
  check: async () => {},
};

const gone = async () => {
  throw new RecordsAway();
};
export const AWAY_RECORDS: Records = {
  screening: gone,
  search: gone,
  sightings: gone,
  payload: gone,
  addOutcome: gone,
  erase: gone,
  retire: gone,
  check: gone,
};

/** What `assert.rejects` takes. */
export const away = (reason: StateAwayReason) => (error: unknown) =>
  error instanceof StateAway && error.reason === reason;

/** How many events are in the outbox, or are dead letters. One question: a redis-cli for each shard would hold up a small machine. */
export async function eventsIn({ ask }: Pick<RedisServer, 'ask'>, where: '' | ':dead' = ''): Promise<number> {
  const count = `local n = 0 for i = 0, 15 do n = n + redis.call('XLEN', 'sk:{o:' .. i .. '}${where}') end return n`;
  return Number(await ask('EVAL', count, '0'));
}

/**
 * Rejects where the call is not rejected before a timer of so long, started with it, is over. What holds up this process on a busy
 * machine holds up both: a clock on the wall would count it against the call alone.
 */
export async function rejectedWithin(ms: number, call: Promise<unknown>): Promise<void> {
  const over = pause(ms).then(() => turnOfLoop(undefined));
  if ((await Promise.race([rejectedAfterMs(call), over])) === undefined)
    throw new Error(`not rejected within ${ms} ms`);
}

/** How long it took to be rejected. */
export async function rejectedAfterMs(call: Promise<unknown>): Promise<number> {
  const began = performance.now();
  await call.then(
    () => {
      throw new Error('it was not rejected');
    },
    () => {},
  );
  return performance.now() - began;
}
