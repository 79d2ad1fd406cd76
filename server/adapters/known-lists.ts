import { setImmediate as turn } from 'node:timers/promises';
import type { ListEffect } from '../../shared/wire/lists.ts';
import { ListIndex } from '../core/lists/list-index.ts';
import { LIMITS } from '../limits.ts';
import type { Clock } from '../ports/clock.ts';
import type { KnownLists } from '../ports/known-lists.ts';
import type { ListCursor, Lists } from '../ports/lists.ts';
import { followRevision, type RevisionWatch } from './follow-revision.ts';

export type PolledLists = KnownLists & {
  /** Of all sites. */
  readonly count: (effect: ListEffect) => number;
  /** How long ago the store last said what there is: some 0.25 s, more while it is away. Milliseconds. */
  readonly ageMs: () => number;
  readonly stop: () => void;
};

const EMPTY = new ListIndex();

/** Reads the lists once, and rejects where that fails; from then on reads what changed, until it is stopped. */
export async function knownLists(
  lists: Pick<Lists, 'revision' | 'changed'>,
  clock: Pick<Clock, 'now' | 'monotonic'>,
  watch: RevisionWatch,
): Promise<PolledLists> {
  const bySite = new Map<string, ListIndex>();
  let revision = 0;
  let cursor: ListCursor = { revision: 0, id: '' };
  let droppedAt = clock.monotonic();

  const read = async (): Promise<void> => {
    // First: what changes after it is asked is seen again under the next one.
    const asked = await lists.revision();
    for (let pages = 0; pages < LIMITS.listPagesMax; pages++) {
      const changed = await lists.changed(cursor, LIMITS.listEntriesRead);
      for (const entry of changed) indexOf(bySite, entry.siteId).put(entry);
      cursor = changed.at(-1) ?? cursor;
      if (changed.length < LIMITS.listEntriesRead) break;
      // The embedded store answers in this thread: between two pages others have their turn.
      await turn();
    }
    revision = asked;
  };
  await read();
  let heardAt = clock.monotonic();
  const onHeard = (): void => {
    heardAt = clock.monotonic();
    // What expires is no change that the store tells of.
    if (heardAt - droppedAt < LIMITS.listDropEveryMs) return;
    droppedAt = heardAt;
    for (const index of bySite.values()) index.dropExpired(clock.now());
  };
  const { stop } = followRevision(lists.revision, { revision: () => revision, read, onHeard }, watch);
  return {
    of: siteId => bySite.get(siteId) ?? EMPTY,
    count: effect => [...bySite.values()].reduce((sum, it) => sum + it.count(effect), 0),
    ageMs: () => clock.monotonic() - heardAt,
    stop,
  };
}

function indexOf(bySite: Map<string, ListIndex>, siteId: string): ListIndex {
  const known = bySite.get(siteId) ?? new ListIndex();
  bySite.set(siteId, known);
  return known;
}
