import assert from 'node:assert/strict';
import {
  type Change,
  COUNTS_LIFE_MS,
  changeSubject,
  lifeMsOf,
  readSubject,
  type StoredSubject,
  SUBJECT_TYPES,
  SUBJECTS,
} from '../../../server/core/subjects/subject.ts';

const NOW = 1_800_000_000_000;
const HOUR = 60 * 60_000;
const NONE = { '5m': 0, '1h': 0, '24h': 0, '30d': 0 };
const attempt: Change = { kind: 'count', name: 'attempts', by: 1 };
const restart: Change = { kind: 'restart', name: 'attempts' };
const login = (member: string): Change => ({ kind: 'add', list: 'logins', member });
const logout = (member: string): Change => ({ kind: 'remove', list: 'logins', member });

function changed(was: StoredSubject | null, now: number, ...changes: Change[]): StoredSubject {
  const it = changeSubject(was, 'account', changes, now);
  assert.ok(it !== null);
  return it;
}

describe('subject', () => {
  it('begins with its first change, and reads every name of its shape', () => {
    const it = changed(null, NOW, attempt, { kind: 'distinct', name: 'devices', value: 'd' }, login('scr_1'));
    assert.deepEqual(readSubject(it, 'account', NOW), {
      firstSeenAt: NOW,
      lastSeenAt: NOW,
      counters: { attempts: { '5m': 1, '1h': 1, '24h': 1, '30d': 1 }, failures: NONE },
      distincts: { addresses: NONE, devices: { '5m': 1, '1h': 1, '24h': 1, '30d': 1 } },
      lists: {
        logins: ['scr_1'],
        devices: [],
        habits: [],
        notices: [],
        payees: [],
        rhythms: [],
        rhythmsWaiting: [],
        uses: [],
        trust: [],
        keys: [],
      },
      crowds: {},
    });
  });

  it('leaves what it was made from as it was', () => {
    const before = changed(null, NOW, attempt, login('a'), { kind: 'distinct', name: 'devices', value: 'd' });
    const copy = structuredClone(before);
    changed(before, NOW + 1, attempt, login('b'), logout('a'), { kind: 'distinct', name: 'devices', value: 'e' });
    assert.deepEqual(before, copy);
  });

  it('was seen from its earliest change to its latest, in whatever order they come', () => {
    const it = [NOW, NOW - HOUR, NOW + HOUR, NOW].reduce<StoredSubject | null>(
      (was, now) => changed(was, now, attempt),
      null,
    );
    assert.deepEqual([it?.firstSeenAt, it?.lastSeenAt], [NOW - HOUR, NOW + HOUR]);
  });

  it('applies changes one after the other', () => {
    const it = changed(null, NOW, login('a'), login('b'), logout('a'), attempt, { ...attempt, by: 4 });
    const read = readSubject(it, 'account', NOW);
    assert.deepEqual(read.lists['logins'], ['b']);
    assert.equal(read.counters['attempts']?.['5m'], 5);
  });

  it('counts from nothing once a counter is restarted, and leaves the others', () => {
    const failure: Change = { kind: 'count', name: 'failures', by: 3 };
    const it = changed(changed(null, NOW, attempt, failure), NOW + 1, attempt, restart, { ...attempt, by: 2 });
    const { counters } = readSubject(it, 'account', NOW + 1);
    assert.deepEqual([counters['attempts']?.['30d'], counters['failures']?.['30d']], [2, 3]);
  });

  it('is not made by removing or restarting, nor by no change at all', () => {
    assert.equal(changeSubject(null, 'account', [logout('a')], NOW), null);
    assert.equal(changeSubject(null, 'account', [restart], NOW), null);
    assert.equal(changeSubject(null, 'account', [], NOW), null);
    assert.deepEqual(readSubject(changed(null, NOW, logout('a'), attempt), 'account', NOW).lists, {
      logins: [],
      devices: [],
      habits: [],
      notices: [],
      payees: [],
      rhythms: [],
      rhythmsWaiting: [],
      uses: [],
      trust: [],
      keys: [],
    });
  });

  it('lives its long life only while a list has members', () => {
    const counted = changed(null, NOW, attempt);
    assert.equal(lifeMsOf(counted, 'account'), COUNTS_LIFE_MS);
    const learned = changed(counted, NOW, login('a'));
    assert.equal(lifeMsOf(learned, 'account'), SUBJECTS.account.lifeMs);
    assert.equal(lifeMsOf(changed(learned, NOW, logout('a')), 'account'), COUNTS_LIFE_MS);
    const crowd = changeSubject(null, 'recall', [{ kind: 'sight', name: 'devices', value: 'd' }], NOW);
    assert.equal(crowd && lifeMsOf(crowd, 'recall'), SUBJECTS.recall.lifeMs);
  });

  it('outlives its longest window, whatever its type', () => {
    for (const type of SUBJECT_TYPES) {
      const [counter] = SUBJECTS[type].counters;
      if (counter === undefined) continue;
      const it = changeSubject(null, type, [{ kind: 'count', name: counter, by: 1 }], NOW);
      assert.ok(it !== null);
      assert.equal(readSubject(it, type, NOW + lifeMsOf(it, type)).counters[counter]?.['30d'], 0);
    }
  });

  it('refuses a name that its type does not have', () => {
    const wrong: readonly Change[] = [
      { kind: 'count', name: 'visits', by: 1 },
      { kind: 'distinct', name: 'devices', value: 'd' },
      login('a'),
      logout('a'),
    ];
    const device = changeSubject(null, 'device', [{ kind: 'count', name: 'images', by: 1 }], NOW);
    for (const it of wrong) assert.throws(() => changeSubject(device, 'device', [it], NOW), /remember no/);
  });
});
