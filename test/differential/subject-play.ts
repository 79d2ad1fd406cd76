import {
  type Change,
  SUBJECT_TYPES,
  type SubjectChange,
  type SubjectId,
  shapeOf,
} from '../../server/core/subjects/subject.ts';
import type { Lots } from './lots.ts';

const SUBJECTS_A_TYPE = 6;
/** One that half the world passes through. */
export const HOT: SubjectId = { type: 'account', key: 'account_hot' };
const HOT_VALUES = 9000;
const HOT_CHANGES_MAX = 150;
/** Several times what a crowd keeps. */
const CROWD_VALUES = 900;

/** Also what a store's own encoding might stumble over. */
export const ODD_WORDS = ['scr_1', 'scr_2', 'ログイン "3"', "4'\\", '🗝️', '', ' 6 ', 'null', '0', '[]'];

export const PLAYED_SUBJECTS: readonly SubjectId[] = [
  ...SUBJECT_TYPES.flatMap(type =>
    Array.from({ length: SUBJECTS_A_TYPE }, (_, n) => ({ type, key: `${type}_k1.${n}-Zq_9` })),
  ),
  HOT,
];

/** @param of the subjects that may be changed. */
export function randomChanges(lots: Lots, of: readonly SubjectId[]): SubjectChange[] {
  if (lots.often(0.15)) return [hotChange(lots)];
  const subjects = lots.some(4, () => lots.pick(of));
  // One subject twice only now and then: a flow names each once.
  const named = lots.often(0.05) ? subjects : [...new Set(subjects)];
  return named.map(subject => ({ subject, changes: lots.some(5, () => randomChange(lots, subject)) }));
}

function randomChange(lots: Lots, { type }: SubjectId): Change {
  const { counters, distincts, lists, crowds } = shapeOf(type);
  const listNames = Object.keys(lists);
  const hasOthers = counters.length + distincts.length + listNames.length > 0;
  if (crowds.length > 0 && (lots.often(0.5) || !hasOthers)) {
    return { kind: 'sight', name: lots.pick(crowds), value: `dev_${lots.below(CROWD_VALUES)}` };
  }
  const lot = lots.unit();
  if (lot < 0.02 && counters.length > 0) return { kind: 'restart', name: lots.pick(counters) };
  if (lot < 0.4 && counters.length > 0)
    return { kind: 'count', name: lots.pick(counters), by: lots.often(0.9) ? 1 : lots.between(1, 5000) };
  if (distincts.length > 0 && (lot < 0.7 || listNames.length === 0)) {
    return { kind: 'distinct', name: lots.pick(distincts), value: `${lots.pick(ODD_WORDS)}${lots.below(30)}` };
  }
  const member = `${lots.pick(ODD_WORDS)}${lots.pick(['', '1', '2', '3'])}`;
  return { kind: lot < 0.9 ? 'add' : 'remove', list: lots.pick(listNames), member };
}

/** Values by the dozen: most of them new, some seen before, so that every level fills and moves. */
function hotChange(lots: Lots): SubjectChange {
  const name = lots.pick(shapeOf(HOT.type).distincts);
  const changes = Array.from({ length: lots.between(1, HOT_CHANGES_MAX) }, (): Change => {
    const value = lots.often(0.7) ? lots.below(HOT_VALUES) : lots.below(200);
    return { kind: 'distinct', name, value: `k1.${value}` };
  });
  return { subject: HOT, changes: [...changes, { kind: 'count', name: 'attempts', by: changes.length }] };
}
