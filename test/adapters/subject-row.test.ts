import assert from 'node:assert/strict';
import { expiryDayOf, isOver, readSubjectRow, writeSubject } from '../../server/adapters/embedded/subject-row.ts';
import {
  type Change,
  COUNTS_LIFE_MS,
  changeSubject,
  readSubject,
  type StoredSubject,
} from '../../server/core/subjects/subject.ts';

const NOW = 1_800_000_000_000;
const DAY = 86_400_000;

function subject(values: number, members: readonly string[] = []): StoredSubject {
  const changes: Change[] = [{ kind: 'count', name: 'attempts', by: values }];
  for (let n = 0; n < values; n++) changes.push({ kind: 'distinct', name: 'addresses', value: `a-${n}` });
  for (const member of members) changes.push({ kind: 'add', list: 'logins', member });
  const it = changeSubject(null, 'account', [...changes, { kind: 'distinct', name: 'devices', value: 'd' }], NOW);
  assert.ok(it !== null);
  return it;
}

describe('subject row', () => {
  for (const values of [0, 1, 62, 63, 64, 1000, 1001, 5000]) {
    it(`reads what it wrote, with ${values} distinct values`, () => {
      const it = subject(values, ['日本語 "\u0000 \ud800']);
      const row = writeSubject(it);
      assert.deepEqual(readSubjectRow(row), it);
      // One more is the device's.
      assert.equal(row.marks === null, values + 1 < 64);
    });
  }

  it('reads numbers wherever in memory they begin', () => {
    const it = subject(100);
    const { body, seen, marks } = writeSubject(it);
    const shifted = (bytes: Uint8Array | null): Uint8Array => new Uint8Array([1, 2, 3, ...(bytes ?? [])]).subarray(3);
    assert.deepEqual(readSubjectRow({ body, seen: shifted(seen), marks: shifted(marks) }), it);
  });

  it('counts values by their times alone', () => {
    const it = subject(1500);
    const read = readSubjectRow({ ...writeSubject(it), marks: null });
    assert.deepEqual(readSubject(read, 'account', NOW), readSubject(it, 'account', NOW));
  });

  it('ends with its life, and is kept to the end of that day', () => {
    const it = subject(1);
    const ends = NOW + COUNTS_LIFE_MS;
    assert.deepEqual([isOver(it, 'account', ends - 1), isOver(it, 'account', ends)], [false, true]);
    const kept = expiryDayOf(it, 'account');
    assert.ok(kept >= ends && kept < ends + DAY && kept % DAY === 0);
    const soon = changeSubject(it, 'account', [{ kind: 'count', name: 'attempts', by: 1 }], NOW + 1000);
    assert.ok(soon !== null);
    assert.equal(expiryDayOf(soon, 'account'), kept);
  });
});
