import type { ListIndex } from '../core/lists/list-index.ts';

/** The lists as this process knows them: at most a second behind the store, and still there when the store is away. */
export type KnownLists = { readonly of: (siteId: string) => ListIndex };
