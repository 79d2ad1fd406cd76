import type { Crowd } from '../../core/subjects/crowd.ts';
import type { Distinct, DistinctLevel } from '../../core/subjects/distinct.ts';
import { lifeMsOf, type StoredSubject, type SubjectId, type SubjectType } from '../../core/subjects/subject.ts';

/**
 * A subject as its row keeps it: `[firstSeenAt, how long until lastSeenAt, counters, sets, lists]`, and crowds where there are any, as JSON, which is read and written
 * the fastest while it is small (0.5 µs; v8.serialize 3). Each level of a set is `[horizon, mark, seen after firstSeenAt, mark, …]`.
 * Where values were counted by the hundred, their times and marks stand beside it as they lie in memory (of 7,000 values JSON alone
 * takes 300 µs to read), and a level is `[horizon, how many]`.
 */
export type SubjectRow = {
  readonly body: string;
  readonly seen: Uint8Array | null;
  /** Null also where it was not asked for: to be counted, values need their times alone. */
  readonly marks: Uint8Array | null;
};

type PackedLevel = readonly [horizon: number, ...numbers: number[]];
type PackedCrowd = readonly [level: number, ...marksAndDays: number[]];
type PackedSets = Record<string, readonly PackedLevel[]>;
type PackedSubject = readonly [
  firstSeenAt: number,
  lasted: number,
  counters: StoredSubject['counters'],
  sets: PackedSets,
  lists: StoredSubject['lists'],
  crowds?: Readonly<Record<string, PackedCrowd>>,
];

/** Values of one subject. */
const APART_FROM = 64;
const DAY_MS = 24 * 60 * 60_000;
const NUMBER_BYTES = 8;

export const subjectRowId = (siteId: string, { type, key }: SubjectId): string => `${siteId}/${type}/${key}`;

/** The end of the day on which it may go: rises once a day, however often the subject is seen. */
export const expiryDayOf = (stored: StoredSubject, type: SubjectType): number =>
  Math.ceil((stored.lastSeenAt + lifeMsOf(stored, type)) / DAY_MS) * DAY_MS;

export const isOver = (stored: StoredSubject, type: SubjectType, now: number): boolean =>
  stored.lastSeenAt + lifeMsOf(stored, type) <= now;

export function writeSubject(stored: StoredSubject): SubjectRow {
  const { firstSeenAt, lastSeenAt, counters, distincts, lists, crowds } = stored;
  const sets: PackedSets = {};
  let count = 0;
  for (const { levels } of Object.values(distincts)) for (const { marks } of levels) count += marks.length;
  const apart = count < APART_FROM ? null : { seen: new Float64Array(count), marks: new Float64Array(count) };
  let at = 0;
  for (const [name, { levels }] of Object.entries(distincts)) {
    sets[name] = levels.map((level): PackedLevel => {
      if (apart === null) return packedLevel(level, firstSeenAt);
      apart.seen.set(level.seenAt, at);
      apart.marks.set(level.marks, at);
      at += level.marks.length;
      return [level.horizon, level.marks.length];
    });
  }
  const packed: PackedSubject = [firstSeenAt, lastSeenAt - firstSeenAt, counters, sets, lists];
  const seenLately = Object.entries(crowds).map(([name, it]) => [name, packedCrowd(it)] as const);
  const body = JSON.stringify(seenLately.length === 0 ? packed : [...packed, Object.fromEntries(seenLately)]);
  if (apart === null) return { body, seen: null, marks: null };
  return { body, seen: new Uint8Array(apart.seen.buffer), marks: new Uint8Array(apart.marks.buffer) };
}

export function readSubjectRow({ body, seen, marks }: SubjectRow): StoredSubject {
  const [firstSeenAt, lasted, counters, sets, lists, packedCrowds = {}]: PackedSubject = JSON.parse(body);
  const apart = seen === null ? null : { seen: numbersOf(seen), marks: marks === null ? null : numbersOf(marks) };
  const distincts: Record<string, Distinct> = {};
  let at = 0;
  for (const [name, levels] of Object.entries(sets)) {
    const unpacked = levels.map((level): DistinctLevel => {
      if (apart === null) return unpackedLevel(level, firstSeenAt);
      const [horizon, count = 0] = level;
      const from = at;
      at += count;
      const known = apart.marks === null ? [] : plain(apart.marks, from, count);
      return { horizon, marks: known, seenAt: plain(apart.seen, from, count) };
    });
    distincts[name] = { levels: unpacked };
  }
  const crowds = Object.fromEntries(Object.entries(packedCrowds).map(([name, it]) => [name, unpackedCrowd(it)]));
  return { firstSeenAt, lastSeenAt: firstSeenAt + lasted, counters, distincts, lists, crowds };
}

function packedLevel({ horizon, marks, seenAt }: DistinctLevel, firstSeenAt: number): PackedLevel {
  const packed: [number, ...number[]] = [horizon];
  for (let i = 0; i < marks.length; i++) packed.push(marks[i] ?? 0, (seenAt[i] ?? 0) - firstSeenAt);
  return packed;
}

function unpackedLevel(packed: PackedLevel, firstSeenAt: number): DistinctLevel {
  const marks: number[] = [];
  const seenAt: number[] = [];
  for (let i = 1; i < packed.length; i += 2) {
    marks.push(packed[i] ?? 0);
    seenAt.push(firstSeenAt + (packed[i + 1] ?? 0));
  }
  return { horizon: packed[0], marks, seenAt };
}

const packedCrowd = ({ level, marks, days }: Crowd): PackedCrowd => [
  level,
  ...marks.flatMap((mark, i) => [mark, days[i] ?? 0]),
];

const unpackedCrowd = ([level, ...rest]: PackedCrowd): Crowd => ({
  level,
  marks: rest.filter((_, i) => i % 2 === 0),
  days: rest.filter((_, i) => i % 2 === 1),
});

/** A view of numbers must begin at a multiple of their length; what SQLite hands out does not always. */
function numbersOf(bytes: Uint8Array): Float64Array {
  const aligned = bytes.byteOffset % NUMBER_BYTES === 0 ? bytes : bytes.slice();
  return new Float64Array(aligned.buffer, aligned.byteOffset, aligned.byteLength / NUMBER_BYTES);
}

/** Ten times as fast as Array.from. */
function plain(numbers: Float64Array, from: number, count: number): number[] {
  const taken = new Array<number>(count);
  for (let i = 0; i < count; i++) taken[i] = numbers[from + i] ?? 0;
  return taken;
}
