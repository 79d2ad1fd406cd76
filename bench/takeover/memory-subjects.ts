import {
  changeSubject,
  lifeMsOf,
  readSubject,
  type StoredSubject,
  type Subject,
  type SubjectChange,
  type SubjectId,
  type SubjectType,
} from '../../server/core/subjects/subject.ts';

export type MemorySubjects = {
  readonly stored: (id: SubjectId) => StoredSubject | null;
  readonly read: (id: SubjectId, now: number) => Subject | null;
  readonly change: (changes: readonly SubjectChange[], now: number) => void;
  /** What has come to its end. */
  readonly sweep: (now: number) => void;
};

/** As one text each: as objects, thirty thousand accounts would take some gigabytes. */
const packed = (it: StoredSubject): string => JSON.stringify(it);
const unpacked = (text: string): StoredSubject => JSON.parse(text);

/**
 * What a store keeps of subjects, in this process's memory: no wire, no disk.
 * @param under what it stands on and never changes.
 */
export function memorySubjects(under: MemorySubjects['stored'] = () => null): MemorySubjects {
  const kept = new Map<SubjectType, Map<string, string>>();
  const ofType = (type: SubjectType): Map<string, string> => {
    const known = kept.get(type) ?? new Map<string, string>();
    kept.set(type, known);
    return known;
  };
  const stored = (id: SubjectId): StoredSubject | null => {
    const text = ofType(id.type).get(id.key);
    return text === undefined ? under(id) : unpacked(text);
  };
  return {
    stored,
    read: (id, now) => {
      const it = stored(id);
      return it === null ? null : readSubject(it, id.type, now);
    },
    change: (changes, now) => {
      for (const { subject, changes: made } of changes) {
        const next = changeSubject(stored(subject), subject.type, made, now);
        if (next !== null) ofType(subject.type).set(subject.key, packed(next));
      }
    },
    sweep: now => {
      for (const [type, all] of kept) {
        for (const [key, text] of all) {
          const it = unpacked(text);
          if (now - it.lastSeenAt > lifeMsOf(it, type)) all.delete(key);
        }
      }
    },
  };
}
