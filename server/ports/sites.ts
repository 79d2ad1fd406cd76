import type { Mode, Scope } from '../../shared/wire/judgement.ts';

/** Any http(s) origin of this machine itself: the demo's. */
export const LOOPBACK_ORIGINS = 'loopback';

export type Site = {
  readonly id: string;
  readonly name: string;
  /** pk_…, public: in the page. */
  readonly publicKey: string;
  readonly mode: Mode;
  /** The share of accounts, by their hash, that enforce mode applies to; the others are observed. 0..1 */
  readonly enforceShare: number;
  readonly origins: readonly string[];
  /** The kill switch: off, the agent stops and no token is expected. */
  readonly agent: 'on' | 'off';
  readonly detectorsOff: readonly string[];
};

export type ApiKey = { readonly siteId: string; readonly scopes: readonly Scope[] };

/** The sites of this gate and the keys of their backends. A change holds for every process within a second. */
export type Sites = {
  readonly all: () => Promise<readonly Site[]>;
  readonly byPublicKey: (publicKey: string) => Promise<Site | null>;
  readonly byId: (id: string) => Promise<Site | null>;
  readonly byName: (name: string) => Promise<Site | null>;
  /** Rejects where the name is taken. */
  readonly add: (site: Site, createdAt: number) => Promise<void>;
  readonly change: (id: string, change: Partial<Omit<Site, 'id' | 'name' | 'publicKey'>>) => Promise<void>;
  /** By the key's reference: keys themselves are never stored. */
  readonly apiKey: (references: readonly string[]) => Promise<ApiKey | null>;
  readonly addApiKey: (reference: string, key: ApiKey, createdAt: number) => Promise<void>;
};
