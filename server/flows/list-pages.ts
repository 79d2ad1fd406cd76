import { setImmediate as turn } from 'node:timers/promises';
import type { ListEntry } from '../core/lists/list-entry.ts';
import { LIMITS } from '../limits.ts';
import type { ListSearch } from '../ports/lists.ts';
import type { Ports } from '../ports/ports.ts';

/** All entries that are searched for, in parts, the newest first. The embedded store answers in this thread: between two parts others have their turn. */
export async function* listPages(
  { lists }: Pick<Ports, 'lists'>,
  siteId: string,
  search: Omit<ListSearch, 'before' | 'limit'>,
): AsyncGenerator<readonly ListEntry[]> {
  const limit = LIMITS.listEntriesRead;
  let before: string | undefined;
  // One that is added meanwhile is newer than all of them.
  do {
    const page = await lists.search(siteId, { ...search, ...(before === undefined ? {} : { before }), limit });
    yield page;
    before = page.length < limit ? undefined : page.at(-1)?.id;
    await turn();
  } while (before !== undefined);
}

/** `all` in parts, between which others have their turn. @param rows of one part. */
export async function* inTurns<T>(all: readonly T[], rows: number): AsyncGenerator<readonly T[]> {
  for (let from = 0; from < all.length; from += rows) {
    yield all.slice(from, from + rows);
    await turn();
  }
}
