import assert from 'node:assert/strict';
import type { Facts } from '../../../server/core/facts.ts';
import {
  rhythmHere,
  rhythmLesson,
  rhythmRisk,
  rhythmWaits,
  writeRhythm,
} from '../../../server/core/habit/rhythm-history.ts';
import type { Change } from '../../../server/core/subjects/subject.ts';
import { DAY_MS, HABIT_NOW } from '../../support/habits.ts';
import { PEOPLE, type Person } from '../../support/people.ts';
import { personFacts } from '../../support/person-facts.ts';

const idOn = (day: number): string =>
  `scr_${(HABIT_NOW + day * DAY_MS).toString(16).padStart(12, '0')}${'0'.repeat(20)}`;
const ENTRY = [60, 90, 140, 80, 160];
const told = (changes: readonly Change[]): string =>
  changes.map(it => (it.kind === 'add' || it.kind === 'remove' ? `${it.kind} ${it.list}` : it.kind)).join(', ');
const { chromeOnWindows, safariOnIphone } = PEOPLE;
const facts = (hands: Person['hands'], person = chromeOnWindows): Facts => personFacts({ summary: hands }, person);

describe('the history of rhythms', () => {
  it('takes what fingers typed on a keyboard, enough of it', () => {
    const { hands } = chromeOnWindows;
    const { focus, keys } = hands;
    if (focus === undefined || 'missing' in focus || keys === undefined || 'missing' in keys) assert.fail('no hands');
    assert.deepEqual(rhythmHere(facts(hands)), ENTRY);
    assert.equal(rhythmHere(facts({ ...hands, focus: { ...focus, autofilled: 1 } })), null);
    assert.equal(rhythmHere(facts({ ...hands, focus: { ...focus, pastes: 1 } })), null);
    assert.equal(rhythmHere(facts({ ...hands, keys: { ...keys, char: 11 } })), null);
    assert.equal(rhythmHere(facts({ ...hands, rhythm: { missing: 'blocked' } })), null);
    assert.equal(rhythmHere(facts(hands, safariOnIphone)), null);
    assert.equal(rhythmHere(personFacts({ summary: null }, chromeOnWindows)), null);
  });

  it('lets a login wait, learns it when it is confirmed, and takes it back when it is disputed', () => {
    const member = writeRhythm(idOn(0), ENTRY);
    const waiting = { rhythmsWaiting: [member] };
    assert.equal(told(rhythmWaits({}, idOn(0), ENTRY, HABIT_NOW)), 'add rhythmsWaiting');
    assert.equal(told(rhythmLesson(waiting, idOn(0), 'succeeded', true)), '');
    assert.equal(told(rhythmLesson(waiting, idOn(1), 'legit', true)), '', 'of another login');
    assert.equal(told(rhythmLesson(waiting, idOn(0), 'legit', true)), 'remove rhythmsWaiting, add rhythms');
    assert.equal(told(rhythmLesson({ rhythms: [member] }, idOn(0), 'fraud', false)), 'remove rhythms');
    assert.equal(told(rhythmLesson(waiting, idOn(0), 'stepup-failed', false)), 'remove rhythmsWaiting');
    assert.equal(told(rhythmLesson({}, idOn(0), 'legit', true)), '');
  });

  it('judges by what is younger than ninety days, and throws the older away', () => {
    const rhythms = Array.from({ length: 10 }, (_, n) => writeRhythm(idOn(-n), ENTRY));
    const far = ENTRY.map(it => it * 3);
    assert.equal(rhythmRisk({ rhythms }, far, HABIT_NOW), 0.71);
    assert.equal(rhythmRisk({ rhythms }, ENTRY, HABIT_NOW), 0);
    assert.equal(rhythmRisk({ rhythms }, null, HABIT_NOW), 0);
    assert.equal(rhythmRisk({}, far, HABIT_NOW), 0);
    const later = HABIT_NOW + 85 * DAY_MS;
    assert.equal(rhythmRisk({ rhythms }, far, later), 0, 'five of ten are left');
    assert.equal(
      told(rhythmWaits({ rhythms: rhythms.slice(4) }, idOn(85), ENTRY, later)).includes('remove rhythms'),
      true,
    );
  });

  it('keeps whole numbers, none longer than ten seconds, in thirty bytes', () => {
    const member = writeRhythm(idOn(0), [1e10, 60.123456789, 90, 140, 80]);
    assert.match(member, / 10000 60 90 140 80$/);
    assert.ok(member.length <= 36, member);
  });
});
