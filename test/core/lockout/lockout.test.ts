import assert from 'node:assert/strict';
import {
  isSpent,
  type LaneNow,
  type LockoutRules,
  lockAfter,
  lockedUntil,
  popularityUnits,
  writeLock,
} from '../../../server/core/lockout/lockout.ts';

const NOW = Date.UTC(2026, 10, 22);
const MINUTE_MS = 60_000;
const RULES: LockoutRules = { failuresMax: 10, popularityMax: 0.002, minutes: 30 };
const lane = (it: Partial<LaneNow> = {}): LaneNow => ({
  lane: 'others',
  lockedUntil: null,
  counts: { failures: 0, popularity: 0 },
  failed: true,
  popularity: 0,
  ...it,
});

/** The number of the first failure that locks, each of such a popularity. */
function locksAt(popularity: number, rules = RULES): number {
  let counts = { failures: 0, popularity: 0 };
  for (let n = 1; n <= 100; n++) {
    if (lockAfter(lane({ counts, popularity }), rules, NOW).locks) return n;
    counts = { failures: n, popularity: counts.popularity + popularityUnits(popularity, rules) };
  }
  return Number.POSITIVE_INFINITY;
}

describe('a lockout', () => {
  it('counts what was tried by its popularity, in millionths, at the most a third of what locks', () => {
    assert.equal(popularityUnits(0.0001, RULES), 100);
    assert.equal(popularityUnits(0.01, RULES), 666);
    assert.equal(popularityUnits(0, RULES), 0);
  });

  it('comes with the third popular word, the fifth less popular one, the tenth of nobody’s', () => {
    assert.equal(locksAt(0.01), 3);
    assert.equal(locksAt(0.0004), 5);
    assert.equal(locksAt(0.00001), 10);
    assert.equal(locksAt(0), 10);
  });

  it('keeps to the fixed count that a rule book asks for', () => {
    assert.equal(locksAt(0, { ...RULES, failuresMax: 5 }), 5);
    assert.equal(locksAt(0.01, { ...RULES, failuresMax: 2 }), 2);
    assert.ok(isSpent({ failures: 10, popularity: 0 }, RULES));
    assert.ok(!isSpent({ failures: 9, popularity: 1996 }, RULES));
  });

  it('is never made by a right password', () => {
    const spent = { failures: 50, popularity: 5000 };
    assert.equal(lockAfter(lane({ counts: spent, failed: false }), RULES, NOW).lock.state, 'open');
  });

  it('says until when, and what comes meanwhile makes it no longer', () => {
    const { lock } = lockAfter(lane({ counts: { failures: 9, popularity: 0 } }), RULES, NOW);
    assert.deepEqual(lock, { state: 'locked', lane: 'others', until: NOW + 30 * MINUTE_MS });
    const later = lockAfter(lane({ lockedUntil: lock.until, counts: { failures: 99, popularity: 0 } }), RULES, NOW + 1);
    assert.deepEqual([later.lock, later.locks], [lock, false]);
    assert.equal(lockAfter(lane({ lockedUntil: lock.until }), RULES, NOW + 30 * MINUTE_MS).lock.state, 'open');
  });

  it('is of one lane', () => {
    const locks = [writeLock('others', NOW, NOW - 9), writeLock('others', NOW + 5, NOW - 4)];
    assert.equal(lockedUntil(locks, 'others'), NOW + 5);
    assert.equal(lockedUntil(locks, 'vouched-device'), null);
  });
});
