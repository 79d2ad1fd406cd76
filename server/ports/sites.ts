import type { Mode, Scope } from '../../shared/wire/judgement.ts';
import type { Program } from '../../shared/wire/programs.ts';
import type { FingerprintLevel } from '../../shared/wire/signal-row.ts';
import type { Failover } from '../core/failover.ts';

/** Any http(s) origin of this machine itself: the demo's. */
export const LOOPBACK_ORIGINS = 'loopback';

/** What a site makes of `Sec-GPC: 1` (Global Privacy Control): honoured, that browser is looked at lightly. */
export const GPC_CHOICES = ['honour', 'ignore'] as const;
export type GpcChoice = (typeof GPC_CHOICES)[number];

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
  /** How much the agent may look at. */
  readonly fingerprint: FingerprintLevel;
  readonly gpc: GpcChoice;
  /** The work that a visit is asked for, in zero bits of each puzzle, where its network is not busy; 0: none. */
  readonly workBits: number;
  readonly detectorsOff: readonly string[];
  /** What is answered for each action while the state is away; the policy's own where it names none. */
  readonly failover: Failover;
};

export type ApiKey = { readonly siteId: string; readonly scopes: readonly Scope[] };

/** What every request asks for, whole: small, and the same until its revision changes. */
export type SitesSnapshot = {
  readonly revision: number;
  readonly sites: readonly Site[];
  /** By the key's reference: keys themselves are never stored. */
  readonly apiKeys: ReadonlyMap<string, ApiKey>;
  /** By the site's id; of a site that registered none there is no entry. */
  readonly programs: ReadonlyMap<string, readonly Program[]>;
};

/** The sites of this gate and the keys of their backends. Read from the store at each call; requests ask `KnownSites`. */
export type Sites = {
  readonly snapshot: () => Promise<SitesSnapshot>;
  /** Rises with every change: asked several times a second, so cheap. */
  readonly revision: () => Promise<number>;
  /** In the order they were added. */
  readonly all: () => Promise<readonly Site[]>;
  readonly byName: (name: string) => Promise<Site | null>;
  /** Rejects where the name is taken. */
  readonly add: (site: Site, createdAt: number) => Promise<void>;
  /** Rejects where there is no such site. */
  readonly change: (id: string, change: Partial<Omit<Site, 'id' | 'name' | 'publicKey'>>) => Promise<void>;
  readonly addApiKey: (reference: string, key: ApiKey, createdAt: number) => Promise<void>;
  /** The references of a site's keys, oldest first. */
  readonly apiKeys: (siteId: string) => Promise<readonly { reference: string; key: ApiKey; createdAt: number }[]>;
  /** false: there was none. */
  readonly removeApiKey: (siteId: string, reference: string) => Promise<boolean>;
  /** Those that a site registered, by their names. */
  readonly programs: (siteId: string) => Promise<readonly Program[]>;
  /** In the place of the site's own of the same name. Rejects where there is no such site. */
  readonly putProgram: (siteId: string, program: Program) => Promise<void>;
  /** false: there was none. */
  readonly removeProgram: (siteId: string, name: string) => Promise<boolean>;
};
