import assert from 'node:assert/strict';
import {
  type HabitLogin,
  habitDispute,
  habitLesson,
  habitLogin,
  readHabit,
  readHabits,
  writeHabit,
} from '../../../server/core/habit/history.ts';
import type { Change } from '../../../server/core/subjects/subject.ts';
import { atHome, DAY_MS, HABIT_NOW } from '../../support/habits.ts';

const MAX = 40;
const idAt = (ms: number, n = 0): string =>
  `scr_${ms.toString(16).padStart(12, '0')}${n.toString(16).padStart(20, '0')}`;
const loginOn = (day: number, values = atHome(), vouched = false): HabitLogin =>
  habitLogin(idAt(HABIT_NOW + day * DAY_MS), values, { vouched, loneCookie: false });

function applied(members: readonly string[], changes: readonly Change[]): readonly string[] {
  let list = members;
  for (const it of changes) {
    if (it.kind === 'add') list = [...list, it.member];
    if (it.kind === 'remove') list = list.filter(member => member !== it.member);
  }
  return list;
}
const taught = (logins: readonly HabitLogin[], max = MAX): readonly string[] =>
  logins.reduce<readonly string[]>((members, it) => applied(members, habitLesson(members, it, max)), []);
const networksOf = (members: readonly string[]): number =>
  new Set(readHabits(members).map(it => it.values.network)).size;

describe('the history of habits', () => {
  it('reads what it wrote, of what is not known, too', () => {
    for (const it of [
      loginOn(0),
      loginOn(1, atHome({ asn: null, country: null, languages: null, deviceId: null }), true),
      loginOn(2, atHome({ rttMs: 21, userAgent: '' })),
    ]) {
      assert.equal(writeHabit(readHabit(writeHabit(it))), writeHabit(it));
      assert.equal(JSON.stringify(readHabit(writeHabit(it))), JSON.stringify(it));
    }
  });

  it('is some sixty bytes a login', () => {
    const { length } = writeHabit(loginOn(0, atHome({ rttMs: 21 }), true));
    assert.ok(length <= 70, `${length} bytes`);
  });

  it('learns a login once, and nothing from the same again within the day', () => {
    const once = taught([loginOn(0)]);
    assert.equal(once.length, 1);
    assert.equal(taught([loginOn(0), loginOn(0)]).length, 1);
    assert.equal(taught([loginOn(0), loginOn(0.5)]).length, 1);
    assert.equal(taught([loginOn(0), loginOn(1)]).length, 2);
    assert.equal(taught([loginOn(0), loginOn(0.5, atHome({ networkRef: 'office' }))]).length, 2);
  });

  it('unlearns exactly what the login taught', () => {
    const stranger = idAt(HABIT_NOW + DAY_MS, 7);
    const before = taught([loginOn(0), loginOn(2)]);
    const after = applied(
      before,
      habitLesson(before, habitLogin(stranger, atHome({ country: 'NL' }), { vouched: false, loneCookie: false }), MAX),
    );
    assert.equal(after.length, 3);
    assert.deepEqual(applied(after, habitDispute(after, stranger, null)), before);
    assert.deepEqual(habitDispute(before, stranger, null), []);
  });

  it('unlearns all of a device that a fraud was done from', () => {
    const fraud = idAt(HABIT_NOW + 3 * DAY_MS, 7);
    const thief = atHome({ deviceId: 'dev_kthief' });
    const members = taught([
      loginOn(0),
      loginOn(1, thief),
      habitLogin(fraud, thief, { vouched: false, loneCookie: false }),
    ]);
    assert.deepEqual(applied(members, habitDispute(members, fraud, 'dev_kthief')), taught([loginOn(0)]));
  });

  it('learns three new values of a kind a week, and the rest of such logins all the same', () => {
    const many = Array.from({ length: 10 }, (_, n) => loginOn(n * 0.1, atHome({ networkRef: `wifi-${n}` })));
    const members = taught(many);
    assert.equal(networksOf(members), 4, 'three and the empty one');
    assert.ok(readHabits(members).every(it => it.values.country === 'JP'));
    const later = taught([...many, loginOn(8, atHome({ networkRef: 'later' }))]);
    assert.equal(networksOf(later), 5);
  });

  it('stays bounded, and keeps a rare way beside a daily one', () => {
    const rare = atHome({ networkRef: 'parents', deviceId: 'dev_kold' });
    const daily = Array.from({ length: 200 }, (_, n) => loginOn(n + 2));
    const members = taught([loginOn(0), loginOn(1, rare), ...daily]);
    assert.equal(members.length, MAX);
    const known = readHabits(members);
    assert.equal(known.filter(it => it.values.network === rare.network).length, 1);
    assert.equal(known[0]?.at, HABIT_NOW, 'the first of a way says since when');
    assert.equal(known.at(-1)?.at, HABIT_NOW + 201 * DAY_MS);
  });
});
