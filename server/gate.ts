import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { Domain } from './core/domains/domain.ts';
import type { Policy } from './core/policy.ts';
import type { AddressWatch } from './flows/address-watch.ts';
import type { SiteVelocity } from './flows/site-velocity.ts';
import type { Metrics } from './metrics.ts';
import type { Calibrations } from './ports/calibrations.ts';
import type { Habits } from './ports/habit-counts.ts';
import type { KnownLists } from './ports/known-lists.ts';
import type { KnownSites } from './ports/known-sites.ts';
import type { Ports } from './ports/ports.ts';
import type { ApiKey } from './ports/sites.ts';
import type { Readiness } from './readiness.ts';
import type { RecentAsks } from './recent-asks.ts';

/** Everything a request may need, made once at start. */
export type Gate = {
  readonly config: Config;
  readonly ports: Ports;
  /** What every request asks for, without a wait. */
  readonly sites: KnownSites;
  /** What owners' visits showed of the detectors. */
  readonly calibrations: Calibrations;
  /** How usual things are on each site. */
  readonly habits: Habits;
  /** Who and what is blocked or allowed. */
  readonly lists: KnownLists;
  /** Whether a site's addresses say anything of who comes. */
  readonly addressWatch: AddressWatch;
  /** What whole sites do now. */
  readonly siteVelocity: SiteVelocity;
  readonly readiness: Readiness;
  readonly policy: Policy;
  readonly domain: Domain;
  /** Beside those of the networks. */
  readonly dataVersions: Readonly<Record<string, string>>;
  readonly metrics: Metrics;
  /** What all processes of this machine counted, in the Prometheus text format. */
  readonly sumOfMetrics: () => Promise<string>;
  readonly log: Logger;
  readonly recentAsks: RecentAsks;
  readonly agent: AgentFiles;
  readonly demo: DemoSite | null;
};

/** The built agent, held in memory. */
export type AgentFiles = {
  /** File name, such as agent-<hash>.js, to its bytes and type. */
  readonly files: ReadonlyMap<string, { readonly bytes: Buffer; readonly type: string; readonly immutable: boolean }>;
};

/** The demo's own site; its backend's key is made at start and known to this machine's processes alone. */
export type DemoSite = { readonly siteId: string; readonly backendKeys: ReadonlyMap<string, ApiKey> };
