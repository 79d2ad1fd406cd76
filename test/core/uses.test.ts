import assert from 'node:assert/strict';
import { givesWay, isLongUse, readUses, type Use, usedAt, writeUse } from '../../server/core/uses.ts';

const NOW = 1_800_000_000_000;
const DAY = 24 * 60 * 60_000;
const useOn = (day: number, key = 'k1'): Use => ({
  login: `scr_${(NOW + day * DAY).toString(16).padStart(12, '0')}${'0'.repeat(20)}`,
  key,
  network: 'n1',
});
const daysOf = (uses: readonly Use[]): number[] => uses.map(it => (usedAt(it) - NOW) / DAY);

/** Logs in on these days, one after the other. */
function loggedIn(days: readonly number[]): readonly Use[] {
  let uses: readonly Use[] = [];
  for (const day of days) {
    const use = useOn(day);
    const gone = givesWay(uses, use);
    uses = [...uses.filter(it => it !== gone), use];
  }
  return uses;
}

describe('uses', () => {
  it('are long from three logins over fourteen days on', () => {
    assert.equal(isLongUse([0, 1, 14].map(it => useOn(it))), true);
    assert.equal(isLongUse([0, 1, 13.9].map(it => useOn(it))), false);
    assert.equal(isLongUse([0, 14].map(it => useOn(it))), false);
    assert.equal(isLongUse([]), false);
  });

  it('are kept as text and read back, the oldest first, also without a key', () => {
    const uses = [useOn(2), useOn(1, '')];
    assert.deepEqual(readUses(uses.map(writeUse)), uses.toReversed());
  });

  it('stay few of one key, whoever logs in every day, and span what counts at any time', () => {
    for (let last = 20; last < 120; last++) {
      const uses = loggedIn(Array.from({ length: last }, (_, day) => day));
      const days = daysOf(uses);
      assert.ok(days.length <= 6, `${days}`);
      assert.equal(days.at(-1), last - 1);
      assert.ok(isLongUse(uses), `${days}`);
    }
  });

  it('let a device that is used every day be vouched for within three weeks of any day', () => {
    for (let start = 20; start < 60; start++) {
      const uses = loggedIn(Array.from({ length: start + 22 }, (_, day) => day));
      const since = uses.filter(it => usedAt(it) > usedAt(useOn(start)));
      assert.ok(isLongUse(since), `since ${start}: ${daysOf(since)}`);
    }
  });

  it('keep all of the first six, and give way to no other key', () => {
    assert.deepEqual(daysOf(loggedIn([0, 1, 2, 30, 31, 32])), [0, 1, 2, 30, 31, 32]);
    const six = loggedIn([0, 1, 2, 3, 4, 5]);
    assert.equal(givesWay(six, useOn(6, 'k2')), null);
  });
});
