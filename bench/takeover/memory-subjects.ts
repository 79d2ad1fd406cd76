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
  readonly read: (id: SubjectId, now: number) => Subject | null;
  readonly change: (changes: readonly SubjectChange[], now: number) => void;
  /** What has come to its end. */
  readonly sweep: (now: number) => void;
  readonly size: () => number;
};

/** What a store keeps of subjects, in this process's memory: no wire, no disk. */
export function memorySubjects(): MemorySubjects {
  const kept = new Map<SubjectType, Map<string, StoredSubject>>();
  const ofType = (type: SubjectType): Map<string, StoredSubject> => {
    const known = kept.get(type) ?? new Map<string, StoredSubject>();
    kept.set(type, known);
    return known;
  };
  return {
    read: ({ type, key }, now) => {
      const stored = ofType(type).get(key);
      return stored === undefined ? null : readSubject(stored, type, now);
    },
    change: (changes, now) => {
      for (const { subject, changes: made } of changes) {
        const all = ofType(subject.type);
        const next = changeSubject(all.get(subject.key) ?? null, subject.type, made, now);
        if (next !== null) all.set(subject.key, next);
      }
    },
    sweep: now => {
      for (const [type, all] of kept) {
        for (const [key, it] of all) if (now - it.lastSeenAt > lifeMsOf(it, type)) all.delete(key);
      }
    },
    size: () => [...kept.values()].reduce((sum, it) => sum + it.size, 0),
  };
}
