import type { ListEntry } from '../../server/core/lists/list-entry.ts';
import { ListIndex } from '../../server/core/lists/list-index.ts';

let count = 0;

export function listEntry(change: Partial<ListEntry> = {}): ListEntry {
  count++;
  return {
    id: `lst_${count.toString(16).padStart(32, '0')}`,
    siteId: 's-1',
    revision: 1,
    effect: 'block',
    subject: 'ip',
    key: '203.0.113.7',
    sealed: null,
    device: null,
    actions: [],
    author: 'suzuki',
    reason: 'stuffing',
    createdAt: 1000,
    changedAt: 1000,
    expiresAt: null,
    ended: null,
    ...change,
  };
}

export function listIndexOf(...entries: readonly Partial<ListEntry>[]): ListIndex {
  const index = new ListIndex();
  for (const it of entries) index.put(listEntry(it));
  return index;
}
