import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { Domain } from './core/domains/domain.ts';
import type { Policy } from './core/policy.ts';
import type { Metrics } from './metrics.ts';
import type { Ports } from './ports/ports.ts';
import type { ApiKey } from './ports/sites.ts';

/** Everything a request may need, made once at start. */
export type Gate = {
  readonly config: Config;
  readonly ports: Ports;
  readonly policy: Policy;
  readonly domain: Domain;
  readonly dataVersions: Readonly<Record<string, string>>;
  readonly metrics: Metrics;
  readonly log: Logger;
  readonly agent: AgentFiles;
  readonly demo: DemoSite | null;
};

/** The built agent, held in memory. */
export type AgentFiles = {
  /** File name, such as agent-<hash>.js, to its bytes and type. */
  readonly files: ReadonlyMap<string, { readonly bytes: Buffer; readonly type: string; readonly immutable: boolean }>;
};

/** The demo's own site; its backend's key is made at start and known to this process alone. */
export type DemoSite = { readonly siteId: string; readonly backendKeys: ReadonlyMap<string, ApiKey> };
