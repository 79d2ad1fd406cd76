import type { Distinct, DistinctLevel } from '../../core/subjects/distinct.ts';
import { lifeMsOf, type StoredSubject, type SubjectId, type SubjectType } from '../../core/subjects/subject.ts';

/**
 * A subject as its row keeps it: JSON, which is read and written the fastest while it is small (2 µs; v8.serialize 5), and beside it,
 * where values were counted by the hundred, their numbers as they lie in memory (of 7,000 values JSON alone takes 300 µs to read).
 */
export type SubjectRow = { readonly body: string; readonly marks: Uint8Array | null };

type PackedLevel = { readonly horizon: number; readonly count: number };

const PACKED_FROM = 64;
const DAY_MS = 24 * 60 * 60_000;
const NUMBER_BYTES = 8;

export const subjectRowId = (siteId: string, { type, key }: SubjectId): string => `${siteId}/${type}/${key}`;

/** The end of the day on which it may go: rises once a day, however often the subject is seen. */
export const expiryDayOf = (stored: StoredSubject, type: SubjectType): number =>
  Math.ceil((stored.lastSeenAt + lifeMsOf(stored, type)) / DAY_MS) * DAY_MS;

export const isOver = (stored: StoredSubject, type: SubjectType, now: number): boolean =>
  stored.lastSeenAt + lifeMsOf(stored, type) <= now;

export function writeSubject(stored: StoredSubject): SubjectRow {
  const distincts = Object.values(stored.distincts);
  if (distincts.every(isSmall)) return { body: JSON.stringify(stored), marks: null };
  const levels = distincts.flatMap(it => it.levels);
  const numbers = new Float64Array(2 * levels.reduce((sum, it) => sum + it.marks.length, 0));
  let at = 0;
  for (const { marks, seenAt } of levels) {
    numbers.set(marks, at);
    numbers.set(seenAt, at + marks.length);
    at += 2 * marks.length;
  }
  const packed = Object.entries(stored.distincts).map(([name, it]) => [name, { levels: it.levels.map(packedLevel) }]);
  const body = JSON.stringify({ ...stored, distincts: Object.fromEntries(packed) });
  return { body, marks: new Uint8Array(numbers.buffer) };
}

export function readSubjectRow({ body, marks }: SubjectRow): StoredSubject {
  const stored = JSON.parse(body);
  if (marks === null) return stored;
  // A view of numbers must begin at a multiple of their length; what SQLite hands out does not always.
  const aligned = marks.byteOffset % NUMBER_BYTES === 0 ? marks : marks.slice();
  const numbers = new Float64Array(aligned.buffer, aligned.byteOffset, aligned.byteLength / NUMBER_BYTES);
  const distincts: Record<string, Distinct> = {};
  let at = 0;
  const take = (count: number): number[] => {
    const taken = new Array<number>(count);
    for (let i = 0; i < count; i++) taken[i] = numbers[at + i] ?? 0;
    at += count;
    return taken;
  };
  for (const [name, it] of Object.entries<{ levels: readonly PackedLevel[] }>(stored.distincts)) {
    const levels: DistinctLevel[] = [];
    for (const { horizon, count } of it.levels) levels.push({ horizon, marks: take(count), seenAt: take(count) });
    distincts[name] = { levels };
  }
  return { ...stored, distincts };
}

const isSmall = ({ levels }: Distinct): boolean => levels.length === 1 && (levels[0]?.marks.length ?? 0) < PACKED_FROM;

const packedLevel = ({ horizon, marks }: DistinctLevel): PackedLevel => ({ horizon, count: marks.length });
