import assert from 'node:assert/strict';
import { once } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { BreakerState } from '../../server/adapters/circuit-breaker.ts';
import { type GuardedState, guardedState, type StateOperation } from '../../server/adapters/guarded-state.ts';
import { StateAway, type StateAwayReason } from '../../server/errors.ts';
import type { Commit, Loaded, LoadQuery, State } from '../../server/ports/state.ts';
import { closing } from '../support/closing.ts';
import { eventually } from '../support/eventually.ts';

const QUERY: LoadQuery = { siteId: 's', now: 0, reportId: null, subjects: [], idempotencyKey: null };
const NOTHING: Loaded = { report: null, uses: [], subjects: [], idempotent: null };
// Only handed on here; what is in it is the contract suite's matter.
const COMMIT = { token: null, changes: [], idempotency: null } as unknown as Commit;
const never = (): Promise<never> => new Promise(() => undefined);
const away = (reason: StateAwayReason) => (error: unknown) => error instanceof StateAway && error.reason === reason;

describe('guarded state', () => {
  let now: number;
  let asked: string[];
  let told: { call: [StateOperation, 'ok' | StateAwayReason][]; breaker: BreakerState[]; fault: [string, unknown][] };
  beforeEach(() => {
    now = 0;
    asked = [];
    told = { call: [], breaker: [], fault: [] };
  });

  /** Over a state that does as told, and nothing where it is told nothing. */
  function guard(over: Partial<State>, backgroundMsMax = 5000): GuardedState {
    const state = new Proxy({} as State, {
      get:
        (_, name: StateOperation) =>
        (...args: unknown[]) => {
          asked.push(name);
          const does: unknown = Reflect.get(over, name);
          return typeof does === 'function' ? does(...args) : never();
        },
    });
    return guardedState(state, {
      clock: { monotonic: () => now },
      breaker: { failures: 3, recentCalls: 10, failedShare: 0.5, probeMs: 250 },
      backgroundMsMax,
      watch: {
        onCall: (operation, seconds, result) => {
          assert.ok(seconds >= 0);
          told.call.push([operation, result]);
        },
        onBreaker: state => told.breaker.push(state),
        onFault: (operation, error) => told.fault.push([operation, error]),
      },
    });
  }

  async function open(state: GuardedState): Promise<void> {
    for (let i = 0; i < 3; i++) await assert.rejects(state.load(QUERY, 1000), StateAway);
    assert.equal(state.breakerState(), 'open');
  }

  it('hands questions and answers through as they are, a conflict and a used nonce too', async () => {
    const args: unknown[] = [];
    const state = guard({
      load: async (...given) => {
        args.push(...given);
        return NOTHING;
      },
      commit: async () => 'conflict',
      saveReport: async () => 'nonce-used',
      sweep: async () => 7,
    });
    assert.equal(await state.load(QUERY, 1000), NOTHING);
    assert.deepEqual(args, [QUERY, 1000]);
    for (let i = 0; i < 12; i++) assert.equal(await state.commit(COMMIT, 1000), 'conflict');
    for (let i = 0; i < 12; i++) {
      assert.equal(await state.saveReport({} as never, { id: 'n', expiresAt: 1 }, 1000), 'nonce-used');
    }
    assert.equal(await state.sweep(5), 7);
    assert.equal(state.breakerState(), 'closed');
    assert.ok(told.call.every(([, result]) => result === 'ok') && told.call.length === 26);
  });

  it('gives every call up at its time, also those that have none of their own', async () => {
    const state = guard({}, 20);
    await assert.rejects(state.load(QUERY, 10), away('timed-out'));
    await assert.rejects(state.check(10), away('timed-out'));
    await assert.rejects(state.restore({} as never), away('timed-out'));
    await assert.rejects(state.erase({} as never), away('timed-out'));
    await assert.rejects(state.sweep(1), away('timed-out'));
    assert.deepEqual(
      told.call.map(([, result]) => result),
      Array.from({ length: 5 }, () => 'timed-out'),
    );
  });

  it('asks nothing where the time is spent already, and does not hold that against the store', async () => {
    const state = guard({});
    for (let i = 0; i < 5; i++) await assert.rejects(state.commit(COMMIT, -i), away('timed-out'));
    assert.deepEqual(asked, []);
    assert.equal(state.breakerState(), 'closed');
  });

  it('lets a failure that comes too late disturb nobody, but tells of a fault in it', async () => {
    const unhandled: unknown[] = [];
    const onUnhandled = (error: unknown): void => void unhandled.push(error);
    process.on('unhandledRejection', onUnhandled);
    try {
      const fails: ((error: unknown) => void)[] = [];
      const state = guard({ load: () => new Promise((_, reject) => fails.push(reject)) });
      await assert.rejects(state.load(QUERY, 5), away('timed-out'));
      await assert.rejects(state.load(QUERY, 5), away('timed-out'));
      const broken = new Error('database disk image is malformed');
      fails[0]?.(new StateAway('unreachable'));
      fails[1]?.(broken);
      await turn();
      await turn();
      assert.deepEqual([unhandled, told.call.length], [[], 2]);
      assert.deepEqual(told.fault, [['load', broken]]);
    } finally {
      process.off('unhandledRejection', onUnhandled);
    }
  });

  it('makes any other error an absence with its cause, and tells of it', async () => {
    const broken = new TypeError('no such thing');
    const state = guard({
      load: () => {
        throw broken;
      },
      commit: async () => {
        throw broken;
      },
    });
    for (const call of [() => state.load(QUERY, 1000), () => state.commit(COMMIT, 1000)]) {
      await assert.rejects(call, (error: unknown) => away('failed')(error) && (error as Error).cause === broken);
    }
    assert.deepEqual(told.fault, [
      ['load', broken],
      ['commit', broken],
    ]);
  });

  it('rests after failures in a row: rejects at once and asks nothing, whatever is called', async () => {
    const state = guard({ load: () => Promise.reject(new StateAway('unreachable')) });
    await open(state);
    asked = [];
    await assert.rejects(state.load(QUERY, 1000), away('resting'));
    await assert.rejects(state.commit(COMMIT, 1000), away('resting'));
    await assert.rejects(state.change({} as never, 1000), away('resting'));
    await assert.rejects(state.saveReport({} as never, { id: 'n', expiresAt: 1 }, 1000), away('resting'));
    assert.deepEqual(asked, []);
    assert.deepEqual(told.call.at(-1), ['saveReport', 'resting']);
  });

  it('sends one probe in each interval, and works again after the first that succeeds', async () => {
    let isBack = false;
    const state = guard({
      load: async () => {
        if (!isBack) throw new StateAway('unreachable');
        return NOTHING;
      },
    });
    await open(state);
    now += 250;
    asked = [];
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => state.load(QUERY, 1000)));
    assert.deepEqual(asked, ['load']);
    const reasons = results.map(it => (it.status === 'rejected' ? (it.reason as StateAway).reason : 'ok'));
    assert.deepEqual([reasons[0], new Set(reasons.slice(1))], ['unreachable', new Set(['resting'])]);
    isBack = true;
    now += 250;
    await state.load(QUERY, 1000);
    await state.load(QUERY, 1000);
    assert.deepEqual(told.breaker, ['open', 'probing', 'open', 'probing', 'closed']);
  });

  it('closes when a check succeeds while it rests, so that it need not wait for a visitor', async () => {
    const state = guard({ load: () => Promise.reject(new StateAway('unreachable')), check: async () => undefined });
    await open(state);
    await state.check(1000);
    assert.equal(state.breakerState(), 'closed');
  });

  it('takes a full outbox for a store that is there', async () => {
    const state = guard({ commit: () => Promise.reject(new StateAway('full')) });
    for (let i = 0; i < 20; i++) await assert.rejects(state.commit(COMMIT, 1000), away('full'));
    assert.equal(state.breakerState(), 'closed');
  });

  describe('while this process itself is busy', () => {
    const close = closing();

    /** Answers what it is sent; the process that asks hears it when it next listens. */
    function echo(): () => Promise<unknown> {
      const code = "const { parentPort: p } = require('node:worker_threads'); p.on('message', it => p.postMessage(it))";
      const worker = new Worker(code, { eval: true });
      close(() => worker.terminate());
      return () => {
        worker.postMessage('asked');
        return once(worker, 'message');
      };
    }
    function holdUp(ms: number): void {
      const until = performance.now() + ms;
      while (performance.now() < until);
    }

    it('reads an answer that is there already before it gives the call up', async () => {
      const ask = echo();
      const state = guard({ load: () => ask().then(() => NOTHING) });
      await eventually('the worker answers', () => state.load(QUERY, 1000).catch(() => null));
      // In the check phase: the next that the loop looks at are the timers, and only then what has arrived.
      await turn();
      const loaded = state.load(QUERY, 20);
      holdUp(80);
      assert.equal(await loaded, NOTHING);
    });
  });
});
