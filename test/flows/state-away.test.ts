import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { attentiveMs } from '../../server/adapters/attentive-clock.ts';
import { type FileSpool, fileSpool } from '../../server/adapters/file-spool.ts';
import { RecordsAway, StateAway } from '../../server/errors.ts';
import { LIMITS } from '../../server/limits.ts';
import type { Spool } from '../../server/ports/spool.ts';
import type { Spooled, State } from '../../server/ports/state.ts';
import { closing } from '../support/closing.ts';
import { codesOf, type FlowStage, openFlowStage } from '../support/flow-stage.ts';

/** A state of which some calls fail; `late`: the commit is carried out, and nobody is told in time. */
function failing(state: State, how: 'load' | 'commit' | 'late' | 'change'): State {
  const away = () => Promise.reject(new StateAway('unreachable'));
  if (how === 'load') return { ...state, load: away, commit: away, change: away };
  if (how === 'change') return { ...state, change: away };
  const commit: State['commit'] = async (...args) => {
    if (how === 'late') await state.commit(...args);
    return away();
  };
  return { ...state, commit };
}

function keptIn(list: Spooled[]): Spool {
  return {
    keep: async it => {
      list.push(it);
      return null;
    },
    find: () => null,
    drain: async () => 0,
    erase: async () => 0,
    waiting: () => list.length,
  };
}

/** On disk; the stage's own is drained by itself. */
function openSpool(): FileSpool & { readonly end: () => Promise<void> } {
  const folder = mkdtempSync(join(tmpdir(), 'sekisho-spool-'));
  const limits = { linesMax: 100, bytesMax: 10 ** 7, segmentBytesMax: 10 ** 6, keepMsMax: 5000, atOnceMax: 4 };
  const spool = fileSpool(folder, { ...limits, onSetAside: () => {} });
  return {
    ...spool,
    end: async () => {
      await spool.close();
      rmSync(folder, { recursive: true });
    },
  };
}

function holdUp(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

describe('flows: while the state is away', () => {
  let stage: FlowStage;
  const close = closing();
  let spooled: Spooled[] = [];
  let accounts = 0;
  before(async () => {
    stage = await openFlowStage();
  });
  beforeEach(() => {
    spooled = [];
  });
  after(() => stage.close());

  const newAccount = () => ({ id: `away-${accounts++}` });
  const without = (how: Parameters<typeof failing>[1]) => ({
    state: failing(stage.ports.state, how),
    spool: keptIn(spooled),
  });
  const restore = async () => {
    for (const it of spooled) await stage.ports.state.restore(it);
  };

  it('answers a login REVIEW, says why, and keeps the answer', async () => {
    const token = await stage.visit();
    const answer = await stage.ask({ token, account: newAccount() }, { ports: without('load') });
    assert.deepEqual([answer.verdict, answer.decidedBy, answer.degraded], ['REVIEW', 'failover', ['state']]);
    assert.deepEqual(codesOf(answer), []);
    assert.deepEqual(
      spooled.map(it => it.record.answer),
      [answer],
    );
  });

  it('answers as the site said for the action, and never lets a transfer pass', async () => {
    const site = { ...stage.site, failover: { login: 'OK', transfer: 'OK' } } as const;
    const token = await stage.visit();
    const ask = (action: 'login' | 'transfer') =>
      stage.ask({ token, action, account: newAccount() }, { site, ports: without('load') });
    assert.equal((await ask('login')).verdict, 'OK');
    assert.equal((await ask('transfer')).verdict, 'REVIEW');
  });

  it('still says NG to a forged token', async () => {
    const answer = await stage.ask({ token: 'forged', account: newAccount() }, { ports: without('load') });
    assert.deepEqual([answer.verdict, answer.decidedBy], ['NG', 'integrity']);
  });

  it('is found again, with what it counted, once the state is back', async () => {
    const account = newAccount();
    const answer = await stage.ask(
      { token: await stage.visit(), account, phase: 'failed' },
      { ports: without('load') },
    );
    assert.equal(await stage.ports.records.screening(stage.site.id, answer.id), null);
    await restore();
    assert.deepEqual((await stage.ports.records.screening(stage.site.id, answer.id))?.answer, answer);
    const next = await stage.ask({ token: await stage.visit(), account });
    const stored = await stage.ports.records.screening(stage.site.id, next.id);
    assert.equal(stored?.features.accountFailures1hCount, 1);
  });

  it('leaves what was answered, and nothing beside it, where the commit was carried out too late', async () => {
    const account = newAccount();
    const question = { token: await stage.visit(), account, phase: 'failed' } as const;
    const answer = await stage.ask(question, { ports: without('late') });
    assert.equal(answer.decidedBy, 'failover');
    await restore();
    await restore();
    const history = await stage.ports.state.load(
      {
        siteId: stage.site.id,
        now: stage.ports.clock.now(),
        reportId: null,
        subjects: [{ type: 'account', key: answer.account?.ref ?? '' }],
        idempotencyKey: null,
      },
      1000,
    );
    assert.equal(history.subjects[0]?.counters['failures']?.['1h'], 1, 'it is counted once');
    const found = await stage.ports.records.search(stage.site.id, {
      accountRefs: [answer.account?.ref ?? ''],
      limit: 9,
    });
    assert.deepEqual(
      found.map(it => it.answer),
      [answer],
    );
  });

  it('answers a retry under the same Idempotency-Key from what it kept, before and after the state is back', async () => {
    const spool = openSpool();
    close(spool.end);
    const ports = { state: failing(stage.ports.state, 'load'), spool };
    const question = { token: await stage.visit(), account: newAccount() };
    const idempotency = { key: 'k-outage', digest: 'd' };
    const [first, second] = await Promise.all([1, 2].map(() => stage.ask(question, { ports, idempotency })));
    assert.deepEqual([first?.replayed, second], [undefined, { ...first, replayed: true }], 'two at once');
    for (const on of [ports, { spool }]) {
      assert.deepEqual(await stage.ask(question, { ports: on, idempotency }), { ...first, replayed: true });
      await assert.rejects(stage.ask(question, { ports: on, idempotency: { ...idempotency, digest: 'other' } }), {
        code: 'idempotency-key-reused',
      });
    }
    assert.equal(spool.waiting(), 1);
    await spool.drain(it => stage.ports.state.restore(it));
    assert.equal(spool.find(stage.site.id, 'k-outage'), null);
    assert.deepEqual(
      await stage.ask(question, { ports: { spool }, idempotency }),
      { ...first, replayed: true },
      'the state knows it',
    );
    const found = await stage.ports.records.search(stage.site.id, {
      accountRefs: [first?.account?.ref ?? ''],
      limit: 9,
    });
    assert.deepEqual(
      found.map(it => it.id),
      [first?.id],
    );
  });

  it('answers nothing that it can keep nowhere', async () => {
    const spool: Spool = { ...keptIn([]), keep: () => Promise.reject(new Error('disk full')) };
    const ports = { ...without('load'), spool };
    await assert.rejects(stage.ask({ token: await stage.visit(), account: newAccount() }, { ports }), {
      code: 'state-away',
    });
  });

  it('answers within its deadline where the state never answers', async () => {
    const state: State = {
      ...stage.ports.state,
      load: (_, withinMs) =>
        new Promise((_resolve, reject) => setTimeout(() => reject(new StateAway('timed-out')), withinMs)),
    };
    const started = attentiveMs();
    const ports = { state, spool: keptIn(spooled) };
    const answer = await stage.ask({ token: await stage.visit(), account: newAccount() }, { ports, deadlineMs: 150 });
    assert.equal(answer.decidedBy, 'failover');
    assert.ok(attentiveMs() - started < 600, 'a busy machine gets four times the bound');
  });

  it('leaves the state the time in which this process was held up, but only so much of it', async () => {
    let given: number[] = [];
    /** Each call takes this process so long, in turns of 40 ms. */
    const heldUp = (ms: number): State => ({
      ...stage.ports.state,
      load: async (query, withinMs) => {
        given.push(withinMs);
        for (const until = performance.now() + ms; performance.now() < until; await turn()) holdUp(40);
        return stage.ports.state.load(query, withinMs);
      },
      commit: async (commit, withinMs) => {
        given.push(withinMs);
        return stage.ports.state.commit(commit, 5000);
      },
    });
    const ask = async (ms: number) => {
      given = [];
      const ports = { state: heldUp(ms), spool: keptIn(spooled) };
      return stage.ask({ token: await stage.visit(), account: newAccount() }, { ports, deadlineMs: 500 });
    };
    assert.deepEqual([(await ask(0)).degraded, given.length], [undefined, 2]);
    assert.deepEqual([(await ask(500)).degraded, given.length], [undefined, 2], 'all of its time was over');
    const [load = 0, commit = 0] = given;
    assert.ok(commit > 0 && commit < load, `${given}`);
    assert.deepEqual([(await ask(500 + LIMITS.heldUpMsMax)).decidedBy, given.length], ['failover', 1]);
  });

  it('replays a stored answer though the repeat cannot be counted', async () => {
    const question = { token: await stage.visit(), account: newAccount() };
    const first = await stage.ask(question);
    const again = await stage.ask(question, { ports: without('change') });
    assert.deepEqual(again, { ...first, replayed: true });
  });

  it('answers by the failure policy where the answer to repeat cannot be read', async () => {
    const question = { token: await stage.visit(), account: newAccount() };
    await stage.ask(question);
    const records = { ...stage.ports.records, screening: () => Promise.reject(new RecordsAway()) };
    const again = await stage.ask(question, { ports: { records, spool: keptIn(spooled) } });
    assert.equal(again.decidedBy, 'failover');
  });

  it('takes a use whose record never came for one that was cut off before it was answered', async () => {
    const question = { token: await stage.visit(), account: newAccount() };
    const first = await stage.ask(question, { idempotency: { key: 'k-1', digest: 'd' } });
    const { records } = stage.ports;
    const lost: typeof records = {
      ...records,
      screening: async (siteId, id) => (id === first.id ? null : records.screening(siteId, id)),
    };
    const again = await stage.ask(question, { ports: { records: lost }, idempotency: { key: 'k-1', digest: 'd' } });
    assert.deepEqual([again.replayed, again.verdict], [undefined, first.verdict]);
    assert.notEqual(again.id, first.id);
    const third = await stage.ask(question, { ports: { records: lost }, idempotency: { key: 'k-1', digest: 'd' } });
    assert.deepEqual([third.replayed, third.id], [true, again.id]);
  });
});
