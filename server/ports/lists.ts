import type { ListEffect, ListSubject } from '../../shared/wire/lists.ts';
import type { ListEntry } from '../core/lists/list-entry.ts';

export type ListSearch = {
  readonly effect?: ListEffect;
  readonly subject?: ListSubject;
  /** Under each of these keys. */
  readonly keys?: readonly string[];
  /** What holds then, ms since the epoch; left out: also what was deleted or has expired. */
  readonly activeAt?: number;
  /** Ids below this one. */
  readonly before?: string;
  readonly limit: number;
};

/**
 * `add`: where no entry that is active when this one was made has the same effect, subject, key, device and actions. `replace`: in the place of the one with this revision; done by nobody where it has
 * another by now.
 */
export type ListWrite =
  | { readonly kind: 'add'; readonly entry: Omit<ListEntry, 'revision'> }
  | { readonly kind: 'replace'; readonly entry: ListEntry };

export type ListCursor = Pick<ListEntry, 'revision' | 'id'>;

/** The lists of all sites. Read from the store at each call; screenings ask `KnownLists`. */
export type Lists = {
  /** Rises with every change: asked several times a second, so cheap. */
  readonly revision: () => Promise<number>;
  /** What changed after this one, in the order it did, deleted ones too; at most `limit`. */
  readonly changed: (after: ListCursor, limit: number) => Promise<readonly ListEntry[]>;
  /** Those of these ids that there are, in no order. */
  readonly entries: (siteId: string, ids: readonly string[]) => Promise<readonly ListEntry[]>;
  /** The newest first. */
  readonly search: (siteId: string, search: ListSearch) => Promise<readonly ListEntry[]>;
  /** Also of what was deleted or has expired. */
  readonly count: (siteId: string) => Promise<number>;
  /** All in one step, under one new revision; of each whether it was done. Rejects where there is no such site. */
  readonly write: (writes: readonly ListWrite[]) => Promise<readonly boolean[]>;
  /** Deletes what was taken off, or expired, before this time, at most `limit`; how many went. Nobody needs to be told of it. */
  readonly retire: (before: number, limit: number) => Promise<number>;
};
