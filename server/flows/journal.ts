import type { KnownDevice } from '../core/device-status.ts';
import { deviceMoved, type JournalEvent, journalChange } from '../core/journal.ts';
import type { SubjectChange } from '../core/subjects/subject.ts';
import type { Asked } from './screening-question.ts';

/** What is added to an account's journal. @param ref the reference that its history lies at. */
export function journalled(ref: string, events: readonly (JournalEvent | null)[]): readonly SubjectChange[] {
  const changes = events.flatMap(it => (it === null ? [] : [journalChange(it)]));
  return changes.length === 0 ? [] : [{ subject: { type: 'journal', key: ref }, changes }];
}

/** What a screening adds: that the device's status changed. */
export const journalOf = (
  { refs, now }: Asked,
  before: KnownDevice | null,
  after: KnownDevice | null,
): readonly SubjectChange[] => (refs[0] === undefined ? [] : journalled(refs[0], [deviceMoved(before, after, now)]));
