import assert from 'node:assert/strict';
import { startDrainer } from '../../../server/adapters/redis/drainer.ts';
import type { ScriptRunner } from '../../../server/adapters/redis/link.ts';
import { lostOnce, openLink } from '../../../server/adapters/redis/open-link.ts';
import { outboxRecords } from '../../../server/adapters/redis/outbox-records.ts';
import { redisState } from '../../../server/adapters/redis/redis-state.ts';
import { StateAway } from '../../../server/errors.ts';
import type { Commit, State } from '../../../server/ports/state.ts';
import { sampleRecord, sampleReport } from '../../contract/sample-record.ts';
import { closing } from '../../support/closing.ts';
import { eventually } from '../../support/eventually.ts';
import { needs } from '../../support/parts.ts';
import { sharedRedis, sharedRedisCluster } from '../../support/redis-server.ts';
import {
  ACCOUNT,
  ADDRESS,
  away,
  commitOf,
  failure,
  failuresOf,
  load,
  NO_RECORDS,
  SITE,
  SMALL,
  T,
  useOf,
  WITHIN_MS,
  watched,
} from './opened.ts';

type Fails = (script: string, keys: readonly string[]) => boolean;

/** A link that is lost at some calls, before they are carried out or after. */
function breaking(link: ScriptRunner, fails: Fails, when: 'before' | 'after'): ScriptRunner {
  return {
    isCluster: link.isCluster,
    run: async (script, keys, ...rest) => {
      const isLost = fails(script.name, keys);
      if (isLost && when === 'before') throw new StateAway('unreachable');
      const reply = await link.run(script, keys, ...rest);
      if (isLost) throw new StateAway('unreachable');
      return reply;
    },
  };
}

const isSubject = (key: string | undefined): boolean => key?.startsWith('sk:{site') === true;
const isRecord = (key: string | undefined): boolean => key?.startsWith('sk:{o:') === true;

describe('a commit to a Cluster that is cut off', function () {
  this.timeout(30_000);
  const close = closing();
  let link: ScriptRunner;
  let state: State;
  before(async function () {
    needs(this, 'redis');
    const { urls, flush } = await sharedRedisCluster();
    await flush();
    const opened = await openLink(urls, lostOnce(watched()), null);
    close(() => opened.close());
    link = opened;
    state = redisState(link, SMALL);
  });

  let serial = 0;
  /** With a token and a key of its own, over two subjects. */
  const prepared = async (): Promise<Commit & { readonly token: NonNullable<Commit['token']> }> => {
    serial++;
    const report = sampleReport();
    await state.saveReport(report, { id: `n-${serial}`, expiresAt: T + 600_000 }, WITHIN_MS);
    const record = sampleRecord({ createdAt: T, accountRef: 'acc_1' });
    return {
      record,
      token: { reportId: report.id, seenUses: 0, use: useOf(record.id) },
      changes: [ACCOUNT, ADDRESS].map(failure),
      idempotency: { key: `k-${serial}`, digest: 'd', expiresAt: T + 600_000, replaces: null },
    };
  };
  const seen = async ({ record, token, idempotency }: Awaited<ReturnType<typeof prepared>>) => {
    const loaded = await load(state, { reportId: token.reportId, idempotencyKey: idempotency?.key ?? '' });
    const [account, address] = [await failuresOf(state, ACCOUNT), await failuresOf(state, ADDRESS)];
    return {
      uses: loaded.uses.map(it => it.screeningId === record.id),
      key: loaded.idempotent?.screeningId === record.id,
      account,
      address,
      record: (await outboxRecords(link, NO_RECORDS, SMALL).screening(SITE, record.id)) !== null,
    };
  };
  const cutOff = async (commit: Commit, fails: Fails): Promise<void> => {
    const broken = redisState(breaking(link, fails, 'before'), SMALL);
    await assert.rejects(broken.commit(commit, WITHIN_MS), away('unreachable'));
  };

  it('at its first step leaves nothing', async () => {
    const commit = await prepared();
    const before = await seen(commit);
    await cutOff(commit, (script, keys) => script === 'commit' && keys[0]?.startsWith('sk:{r:') === true);
    assert.deepEqual(await seen(commit), before);
  });

  it('after the claims leaves a used token and a remembered key without a record, which the next takes over', async () => {
    const commit = await prepared();
    const { account, address } = await seen(commit);
    await cutOff(commit, (script, keys) => script === 'commit' && isSubject(keys[0]));
    assert.deepEqual(await seen(commit), { uses: [true], key: true, account, address, record: false });
    const record = sampleRecord({ createdAt: T, accountRef: 'acc_1' });
    const next = {
      ...commit,
      record,
      token: { ...commit.token, seenUses: 1, use: useOf(record.id) },
      idempotency: commit.idempotency && { ...commit.idempotency, replaces: commit.record.id },
    };
    assert.equal(await state.commit(next, WITHIN_MS), 'done');
    assert.deepEqual(await seen(next), {
      uses: [false, true],
      key: true,
      account: account + 1,
      address: address + 1,
      record: true,
    });
  });

  it('among the subjects leaves each of them whole, some counted and some not, and no record', async () => {
    const commit = await prepared();
    const { account, address } = await seen(commit);
    await cutOff(commit, (script, keys) => script === 'commit' && keys[0]?.includes('/address/') === true);
    await eventually('the account is counted', async () => (await seen(commit)).account === account + 1);
    assert.deepEqual(await seen(commit), { uses: [true], key: true, account: account + 1, address, record: false });
  });

  it('before the record leaves everything but the record; put back from a spool, it is whole, and counted twice', async () => {
    const commit = await prepared();
    const { account, address } = await seen(commit);
    await cutOff(commit, (script, keys) => script === 'commit' && isRecord(keys[0]));
    const left = { uses: [true], key: true, account: account + 1, address: address + 1, record: false };
    assert.deepEqual(await seen(commit), left);
    await state.restore(commit);
    const whole = { ...left, account: account + 2, address: address + 2, record: true };
    assert.deepEqual(await seen(commit), whole);
    await state.restore(commit);
    assert.deepEqual(await seen(commit), whole, 'and again, no more');
  });

  it('whose last reply was lost is whole, and is replaced by what was answered instead', async () => {
    const commit = await prepared();
    const broken = redisState(
      breaking(link, (script, keys) => script === 'commit' && isRecord(keys[0]), 'after'),
      SMALL,
    );
    await assert.rejects(broken.commit(commit, WITHIN_MS), away('unreachable'));
    const whole = await seen(commit);
    assert.equal(whole.record, true);
    await state.restore({ ...commit, record: { ...commit.record, phase: 'failed' } });
    assert.deepEqual(await seen(commit), whole, 'it is counted once');
    const stored = await outboxRecords(link, NO_RECORDS, SMALL).screening(SITE, commit.record.id);
    assert.equal(stored?.phase, 'failed');
  });

  it('takes its token back where its key or its room turns out to be taken', async () => {
    const first = await prepared();
    await state.commit(first, WITHIN_MS);
    const second = { ...(await prepared()), idempotency: first.idempotency };
    const { account, address } = await seen(second);
    assert.equal(await state.commit(second, WITHIN_MS), 'conflict');
    assert.deepEqual(await seen(second), { uses: [], key: false, account, address, record: false });
    const full = redisState(link, { ...SMALL, outboxEventsMax: 1 });
    await assert.rejects(full.commit({ ...second, idempotency: null }, WITHIN_MS), away('full'));
    assert.deepEqual(await seen(second), { uses: [], key: false, account, address, record: false });
  });
});

describe('a drainer that is cut off', () => {
  const close = closing();

  it('after it stored and before it struck off, stores the same again and loses nothing', async function () {
    needs(this, 'redis');
    const { url, ask, flush } = await sharedRedis();
    await flush();
    const link = await openLink([url], lostOnce(watched()), null);
    close(() => link.close());
    const state = redisState(link, SMALL);
    const record = sampleRecord({ createdAt: T, accountRef: 'acc_1' });
    assert.equal(await state.commit(commitOf({ record, changes: [] }), WITHIN_MS), 'done');
    const stored: string[] = [];
    const sink = {
      store: async (events: readonly { kind: string }[]) => {
        stored.push(...events.map(it => it.kind));
      },
    };
    const watch = watched();
    const cut = startDrainer(
      breaking(link, script => script === 'settle', 'before'),
      sink,
      SMALL,
      watch,
    );
    await eventually('it was cut off', () => watch.said.onFailed.length > 0);
    await cut.stop();
    const before = stored.length;
    const next = startDrainer(link, sink, SMALL, watched());
    await eventually('it is stored again', () => stored.length > before);
    await eventually('nothing waits', async () => {
      const keys = (await ask('KEYS', 'sk:{o:*}')).split('\n').filter(it => /\}$/.test(it));
      return (await Promise.all(keys.map(it => ask('XLEN', it)))).every(it => it === '0');
    });
    await next.stop();
    assert.equal(stored.length, before + 1);
  });
});
