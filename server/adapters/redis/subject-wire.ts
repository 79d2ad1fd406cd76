import { leadingZeros, markOf } from '../../core/subjects/mark.ts';
import {
  type Change,
  COUNTS_LIFE_MS,
  SUBJECT_TYPES,
  type Subject,
  type SubjectChange,
  type SubjectId,
  type SubjectType,
  shapeOf,
} from '../../core/subjects/subject.ts';
import { WINDOW_NAMES, type WindowCounts } from '../../core/subjects/windows.ts';

/** How subjects and their changes are told to the scripts (lua/subject.lua), and read from their replies. */

/** `[kind, name, …]`, as change_subject takes it. */
type ChangeWire = readonly (string | number)[];
/** `[life, life while a list has members, changes]` */
export type SubjectWire = readonly [number, number, readonly ChangeWire[]];

const KINDS = { count: 0, distinct: 1, add: 2, remove: 3, sight: 4, restart: 5 } as const satisfies Record<
  Change['kind'],
  number
>;

/** Throws for a name that the subject's shape lacks. */
export function subjectWire({ subject: { type }, changes }: SubjectChange): SubjectWire {
  return [COUNTS_LIFE_MS, shapeOf(type).lifeMs, changes.map(it => changeWire(type, it))];
}

function changeWire(type: SubjectType, change: Change): ChangeWire {
  const { counters, distincts, lists, crowds } = shapeOf(type);
  const kind = KINDS[change.kind];
  switch (change.kind) {
    case 'count':
      return [kind, known(counters, change.name), change.by];
    case 'restart':
      return [kind, known(counters, change.name)];
    case 'distinct': {
      const mark = markOf(change.value);
      return [kind, known(distincts, change.name), mark, leadingZeros(mark)];
    }
    case 'add':
      return [kind, known(Object.keys(lists), change.list), change.member, lists[change.list] ?? 0];
    case 'remove':
      return [kind, known(Object.keys(lists), change.list), change.member];
    case 'sight': {
      const mark = markOf(change.value);
      return [kind, known(crowds, change.name), mark, leadingZeros(mark)];
    }
  }
}

function known(names: readonly string[], name: string): string {
  if (!names.includes(name)) throw new Error(`subjects of this type remember no ${name}`);
  return name;
}

type Names = {
  readonly counters: readonly string[];
  readonly distincts: readonly string[];
  readonly lists: readonly string[];
  readonly crowds: readonly string[];
  readonly json: string;
};

const NAMES = new Map<SubjectType, Names>(
  SUBJECT_TYPES.map(type => {
    const { counters, distincts, lists, crowds } = shapeOf(type);
    const names = Object.keys(lists);
    const json = JSON.stringify([counters, distincts, names, crowds]);
    return [type, { counters, distincts, lists: names, crowds, json }];
  }),
);

function namesOf(type: SubjectType): Names {
  const names = NAMES.get(type);
  if (names === undefined) throw new Error(`there are no subjects of the type ${type}`);
  return names;
}

/** What is to be read of each; '' for none. */
export const shapesJson = (ids: readonly SubjectId[]): string =>
  ids.length === 0 ? '' : `[${ids.map(({ type }) => namesOf(type).json).join()}]`;

/** @param replies as read_subject makes them; null where none were asked. */
export function readSubjects(replies: unknown, ids: readonly SubjectId[]): (Subject | null)[] {
  return ids.map(({ type }, i) => {
    const reply: unknown = Array.isArray(replies) ? replies[i] : null;
    return Array.isArray(reply) ? subjectOf(reply, namesOf(type)) : null;
  });
}

function subjectOf(reply: readonly unknown[], names: Names): Subject {
  const counters: Record<string, WindowCounts> = {};
  const distincts: Record<string, WindowCounts> = {};
  const lists: Record<string, readonly string[]> = {};
  let at = 2;
  for (const name of names.counters) {
    counters[name] = windowsAt(reply, at);
    at += WINDOW_NAMES.length;
  }
  for (const name of names.distincts) {
    distincts[name] = windowsAt(reply, at);
    at += WINDOW_NAMES.length;
  }
  for (const name of names.lists) {
    const list = reply[at++];
    lists[name] = Array.isArray(list) ? list : [];
  }
  const crowds = Object.fromEntries(names.crowds.map((name, i) => [name, Number(reply[at + i])]));
  return { firstSeenAt: Number(reply[0]), lastSeenAt: Number(reply[1]), counters, distincts, lists, crowds };
}

const windowsAt = (numbers: readonly unknown[], at: number): WindowCounts => ({
  '5m': Number(numbers[at]),
  '1h': Number(numbers[at + 1]),
  '24h': Number(numbers[at + 2]),
  '30d': Number(numbers[at + 3]),
});
