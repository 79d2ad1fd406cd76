import assert from 'node:assert/strict';
import { type BreakerState, CircuitBreaker, type Pass } from '../../server/adapters/circuit-breaker.ts';
import { seededRandom } from '../support/seeded-random.ts';

const LIMITS = { failures: 5, recentCalls: 20, failedShare: 0.5, probeMs: 250 };

describe('circuit breaker', () => {
  let now: number;
  let changes: BreakerState[];
  let breaker: CircuitBreaker;
  beforeEach(() => {
    now = 1000;
    changes = [];
    breaker = new CircuitBreaker(LIMITS, state => changes.push(state));
  });

  const call = (ended: 'succeeded' | 'failed'): boolean => {
    const pass = breaker.enter(now);
    pass?.(ended, now);
    return pass !== null;
  };
  const calls = (...ended: readonly ('succeeded' | 'failed')[]): void => {
    for (const it of ended) assert.ok(call(it), 'it is let through');
  };
  const open = (): void => calls(...Array.from({ length: LIMITS.failures }, () => 'failed' as const));
  const entered = (): Pass => {
    const pass = breaker.enter(now);
    assert.ok(pass);
    return pass;
  };

  it('opens after so many failures in a row, and not after one fewer', () => {
    calls('failed', 'failed', 'failed', 'failed', 'succeeded');
    calls('failed', 'failed', 'failed', 'failed');
    assert.equal(breaker.state, 'closed');
    calls('failed');
    assert.deepEqual(changes, ['open']);
    assert.equal(breaker.enter(now), null);
  });

  it('opens when half of the recent calls failed though never so many in a row', () => {
    for (let i = 0; i < LIMITS.recentCalls / 2 - 1; i++) calls('succeeded', 'failed');
    calls('succeeded');
    assert.equal(breaker.state, 'closed');
    calls('failed');
    assert.deepEqual(changes, ['open']);
  });

  it('forgets what is no longer recent', () => {
    for (let i = 0; i < 200; i++) calls('failed', 'succeeded', 'succeeded');
    assert.deepEqual(changes, []);
  });

  it('lets one probe through in each interval while open, and nothing else', () => {
    open();
    now += LIMITS.probeMs - 0.1;
    assert.equal(breaker.enter(now), null, 'too soon');
    now += 0.1;
    const probe = entered();
    assert.equal(breaker.state, 'probing');
    assert.equal(breaker.enter(now), null, 'one is enough');
    probe('failed', now);
    assert.equal(breaker.state, 'open');
    assert.equal(breaker.enter(now), null);
    now += LIMITS.probeMs;
    entered()('succeeded', now);
    assert.deepEqual(changes, ['open', 'probing', 'open', 'probing', 'closed']);
    calls('succeeded', 'succeeded');
  });

  it('probes again while a probe hangs, and stays probing until the last of them failed', () => {
    open();
    now += LIMITS.probeMs;
    const first = entered();
    now += LIMITS.probeMs;
    const second = entered();
    first('failed', now);
    assert.equal(breaker.state, 'probing');
    second('failed', now);
    assert.equal(breaker.state, 'open');
  });

  it('begins anew once closed: four failures do not open it', () => {
    open();
    now += LIMITS.probeMs;
    calls('succeeded');
    calls('failed', 'failed', 'failed', 'failed');
    assert.equal(breaker.state, 'closed');
    calls('failed');
    assert.equal(breaker.state, 'open');
  });

  it('does not count what was let through before it opened or closed', () => {
    const [early, late] = [entered(), entered()];
    open();
    early('succeeded', now);
    assert.equal(breaker.state, 'open', 'a late success is no probe');
    now += LIMITS.probeMs;
    const hanging = entered();
    now += LIMITS.probeMs;
    calls('succeeded');
    assert.equal(breaker.state, 'closed');
    calls('failed', 'failed', 'failed', 'failed');
    late('failed', now);
    hanging('failed', now);
    assert.equal(breaker.state, 'closed');
  });

  it('counts only the first word about a call', () => {
    const pass = entered();
    for (let i = 0; i < LIMITS.failures; i++) pass('failed', now);
    assert.equal(breaker.state, 'closed');
  });

  it('lets a call that asks how the store is through at any time, without putting off the probes', () => {
    open();
    now += LIMITS.probeMs - 1;
    breaker.enter(now, true)?.('failed', now);
    now += 1;
    assert.notEqual(breaker.enter(now), null);
    breaker.enter(now, true)?.('succeeded', now);
    assert.equal(breaker.state, 'closed');
  });

  it('asks a dead store at most once an interval, and finds a living one within one', () => {
    const seed = 20_261_121;
    const random = seededRandom(seed);
    for (let round = 0; round < 200; round++) {
      breaker = new CircuitBreaker(LIMITS, () => undefined);
      open();
      const downMs = random.between(1, 20_000);
      const backAt = now + downMs;
      let asked = 0;
      while (now < backAt) {
        if (call('failed')) asked++;
        now += random.between(0.1, 100);
      }
      assert.ok(asked <= downMs / LIMITS.probeMs + 1, `seed ${seed}, round ${round}: ${asked} in ${downMs} ms`);
      now = Math.max(now, backAt);
      const until = now + LIMITS.probeMs;
      while (breaker.state !== 'closed' && now <= until) {
        call('succeeded');
        now += 1;
      }
      assert.equal(breaker.state, 'closed', `seed ${seed}, round ${round}`);
    }
  });
});
