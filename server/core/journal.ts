import type { DeviceStatus, Grade, OutcomeResult } from '../../shared/wire/judgement.ts';
import { type KnownDevice, wasEntered } from './device-status.ts';
import type { Change } from './subjects/subject.ts';

/** What happened to an account beside its screenings, in their order; kept apart from its history, which every login reads. */
export type JournalEvent =
  | {
      readonly kind: 'outcome';
      readonly at: number;
      readonly screening: string;
      readonly result: OutcomeResult;
      readonly source: string | null;
      readonly grade: Grade | null;
    }
  | {
      readonly kind: 'device';
      readonly at: number;
      readonly id: string;
      /** null: it is new. */
      readonly from: DeviceStatus | null;
      readonly to: DeviceStatus;
      readonly cause: string;
      readonly author: string | null;
    };

/** Of nearly every login, and shown with its screening: they would push out what is seldom. */
const ROUTINE: readonly OutcomeResult[] = ['succeeded', 'failed', 'unknown'];
export const isToldOf = (result: OutcomeResult): boolean => !ROUTINE.includes(result);

/** Where its status changed; null: it stayed what it was, or somebody only tried from it, who knows no more than the account's name. */
export function deviceMoved(before: KnownDevice | null, after: KnownDevice | null, at: number): JournalEvent | null {
  if (after === null || before?.status === after.status || !wasEntered(after)) return null;
  const { id, status, cause, by } = after;
  return { kind: 'device', at, id, from: before?.status ?? null, to: status, cause, author: by?.author ?? null };
}

export const journalChange = (event: JournalEvent): Change => ({
  kind: 'add',
  list: 'events',
  member: JSON.stringify(event),
});

/** The same event told twice is one. */
export const readJournal = (members: readonly string[]): readonly JournalEvent[] =>
  members.map((member): JournalEvent => JSON.parse(member));
