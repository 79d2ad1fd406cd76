import type { Program } from '../../shared/wire/programs.ts';
import type { ApiKey, Site } from './sites.ts';

/** The sites and keys as this process knows them: at most a second behind the store, and still there when the store is away. */
export type KnownSites = {
  readonly byPublicKey: (publicKey: string) => Site | null;
  readonly byId: (id: string) => Site | null;
  /** The first of the references that is a key. */
  readonly apiKey: (references: readonly string[]) => ApiKey | null;
  /** The same list until something changes: what is made of it may be kept beside it. */
  readonly programs: (siteId: string) => readonly Program[];
  /** How many sites there are. */
  readonly all: () => readonly Site[];
};
