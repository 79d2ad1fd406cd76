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

/**
 * What a store keeps of subjects, in this process's memory: no wire, no disk.
 * @param under what it stands on and never changes.
 */
export function memorySubjects(under: MemorySubjects['stored'] = () => null): MemorySubjects {
  const kept = new Map<SubjectType, Map<string, StoredSubject>>();
  const ofType = (type: SubjectType): Map<string, StoredSubject> => {
    const known = kept.get(type) ?? new Map<string, StoredSubject>();
    kept.set(type, known);
    return known;
  };
  const stored = (id: SubjectId): StoredSubject | null => ofType(id.type).get(id.key) ?? under(id);
  return {
    stored,
    read: (id, now) => {
      const it = stored(id);
      return it === null ? null : readSubject(it, id.type, now);
    },
    change: (changes, now) => {
      for (const { subject, changes: made } of changes) {
        const next = changeSubject(stored(subject), subject.type, made, now);
        if (next !== null) ofType(subject.type).set(subject.key, next);
      }
    },
    sweep: now => {
      for (const [type, all] of kept) {
        for (const [key, it] of all) if (now - it.lastSeenAt > lifeMsOf(it, type)) all.delete(key);
      }
    },
  };
}
