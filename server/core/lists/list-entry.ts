import type { Action } from '../../../shared/wire/judgement.ts';
import type { ListEffect, ListEntryView, ListSubject } from '../../../shared/wire/lists.ts';

/** One line of a site's lists, as it is kept. */
export type ListEntry = {
  /** Its first 12 digits are its time, so ids rise. */
  readonly id: string;
  readonly siteId: string;
  /** That of the lists when it was last changed: whoever changes it names the one he saw. */
  readonly revision: number;
  readonly effect: ListEffect;
  readonly subject: ListSubject;
  /** What it is found by, in its one spelling; of an account its reference. */
  readonly key: string;
  /** What was written, encrypted, where it is a person's (base64url); null: the key says it. */
  readonly sealed: string | null;
  /** Of an allowed account: the one device that it is allowed from. */
  readonly device: string | null;
  /** Empty: all. */
  readonly actions: readonly Action[];
  readonly author: string;
  readonly reason: string;
  readonly createdAt: number;
  readonly changedAt: number;
  /** null: it has no end. */
  readonly expiresAt: number | null;
  /** Taken off the list; it stays on record, so that no file brings it back. */
  readonly ended: { readonly at: number; readonly author: string } | null;
};

export type ListState = ListEntryView['state'];

export function stateOf({ ended, expiresAt }: Pick<ListEntry, 'ended' | 'expiresAt'>, now: number): ListState {
  if (ended !== null) return 'deleted';
  return expiresAt !== null && expiresAt <= now ? 'expired' : 'active';
}
