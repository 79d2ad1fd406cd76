import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { LIMITS } from './limits.ts';
import {
  countries,
  host,
  oneOf,
  onOff,
  port,
  postgresUrl,
  publicPath,
  redisUrls,
  SECRET_HINT,
  secrets,
  trustProxy,
  wholeNumber,
} from './read-setting.ts';
import { type Setting, unknownSettings } from './setting-words.ts';

export type Config = {
  readonly port: number;
  readonly host: string;
  readonly dataFolder: string;
  /** Each of at least 32 bytes, the current first; null: made and kept in the data folder. */
  readonly secrets: readonly Uint8Array[] | null;
  /** null: everything is in the data folder. */
  readonly cluster: ClusterUrls | null;
  /** Milliseconds until the failure policy answers where the state did not. */
  readonly stateDeadlineMs: number;
  /** Events of all shards that may wait in Redis for PostgreSQL. */
  readonly outboxMax: number;
  /** How many processes answer on the port. */
  readonly workers: number;
  /** As Express takes it: false, a number of proxies, or their addresses and CIDRs. */
  readonly trustProxy: false | number | readonly string[];
  readonly listsFolder: string;
  /** ISO 3166-1 alpha-2; empty: not said. */
  readonly homeCountries: readonly string[];
  /** '' or '/s': where agent, nonce and collect also answer. */
  readonly publicPath: string;
  readonly adminPort: number | null;
  /** Of the operator's own detectors; null: none. */
  readonly detectorsFolder: string | null;
  /** null: on where only this machine can reach it and no other site exists. */
  readonly demo: boolean | null;
  readonly production: boolean;
  readonly logLevel: (typeof LOG_LEVELS)[number];
};

/** With their passwords: never shown, never logged. `redis`: one, or nodes of one Cluster. */
export type ClusterUrls = { readonly redis: readonly string[]; readonly postgres: string };

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;
export const WORKERS_MAX = 64;

export type Environment = Readonly<Record<string, string | undefined>>;
type Complain = (name: string, problem: string) => void;

/**
 * Reads the environment, and the arguments of `npm start -- …`; all that is wrong is said at once, in words that repeat no value:
 * some are secrets.
 */
export function readConfig(
  env: Environment,
  args: readonly string[] = [],
): { config: Config } | { problems: readonly string[] } {
  const problems: string[] = [];
  const complain: Complain = (name, problem) => problems.push(`${name} ${problem}`);
  const read = <T>(name: Setting, fallback: T, parse: (text: string) => T | string): T => {
    const text = env[name];
    if (text === undefined || text === '') return fallback;
    const parsed = parse(text);
    if (typeof parsed !== 'string') return parsed;
    complain(name, parsed);
    return fallback;
  };
  const workers = read<number>('SEKISHO_WORKERS', 1, wholeNumber(1, WORKERS_MAX));
  const config: Config = {
    port: read<number>('PORT', 8080, port),
    host: read<{ host: string }>('HOST', { host: '127.0.0.1' }, host).host,
    dataFolder: resolve(env['SEKISHO_DATA'] || 'data'),
    secrets: read<readonly Uint8Array[] | null>('SEKISHO_SECRET', null, secrets),
    trustProxy: read<Config['trustProxy']>('SEKISHO_TRUST_PROXY', false, trustProxy),
    listsFolder: resolve(env['SEKISHO_LISTS'] || join(env['SEKISHO_DATA'] || 'data', 'lists')),
    homeCountries: read<readonly string[]>('SEKISHO_HOME_COUNTRIES', [], countries),
    publicPath: read<{ path: string }>('SEKISHO_PUBLIC_PATH', { path: '' }, publicPath).path,
    adminPort: read<number | null>('SEKISHO_ADMIN_PORT', null, port),
    demo: read<boolean | null>('SEKISHO_DEMO', null, onOff),
    detectorsFolder: env['SEKISHO_DETECTORS'] ? resolve(env['SEKISHO_DETECTORS']) : null,
    production: env['NODE_ENV'] === 'production',
    logLevel: read<{ it: Config['logLevel'] }>('SEKISHO_LOG', { it: 'info' }, oneOf(LOG_LEVELS)).it,
    cluster: clusterOf(
      read<readonly string[] | null>('SEKISHO_REDIS_URL', null, redisUrls),
      read<{ url: string } | null>('SEKISHO_POSTGRES_URL', null, postgresUrl)?.url ?? null,
    ),
    outboxMax: read<number>('SEKISHO_OUTBOX_MAX', LIMITS.outboxEventsMax, wholeNumber(1000, 100_000_000)),
    stateDeadlineMs: read<number>('SEKISHO_STATE_DEADLINE_MS', 150, wholeNumber(20, 5000)),
    workers: workersAsked(args, complain) ?? workers,
  };
  refuseWhatDoesNotFit(config, env, complain);
  problems.push(...unknownSettings(Object.keys(env)));
  return problems.length > 0 ? { problems } : { config };
}

const clusterOf = (redis: readonly string[] | null, postgres: string | null): ClusterUrls | null =>
  redis === null || postgres === null ? null : { redis, postgres };

/** `--workers N`, above the setting; null: not said. */
function workersAsked(args: readonly string[], complain: Complain): number | null {
  let said: string | undefined;
  try {
    said = parseArgs({ args: [...args], options: { workers: { type: 'string' } } }).values.workers;
  } catch {
    complain('npm start', 'must be given nothing but --workers N, as in: npm start -- --workers 4');
  }
  if (said === undefined) return null;
  const asked = wholeNumber(1, WORKERS_MAX)(said);
  if (typeof asked === 'number') return asked;
  complain('--workers', asked);
  return null;
}

/** Settings that are fine alone and wrong together. */
function refuseWhatDoesNotFit(config: Config, env: Environment, complain: Complain): void {
  if (config.demo === true && config.production) {
    complain(
      'SEKISHO_DEMO',
      'is 1 while NODE_ENV is production: the demo has keys that everyone knows. Unset one of the two.',
    );
  }
  if (config.adminPort !== null && config.adminPort === config.port && config.port !== 0) {
    complain('SEKISHO_ADMIN_PORT', 'is the same as PORT: give it a port of its own.');
  }
  const stores = ['SEKISHO_REDIS_URL', 'SEKISHO_POSTGRES_URL'] as const;
  const [set] = stores.filter(it => env[it]);
  const [unset] = stores.filter(it => !env[it]);
  if (set === undefined) return;
  if (unset !== undefined) {
    complain(set, `is set without ${unset}: several machines need both. Set the other too, or unset this one.`);
  }
  if (!env['SEKISHO_SECRET']) {
    complain('SEKISHO_SECRET', `must be set with ${set}, and be the same on every machine. ${SECRET_HINT}`);
  }
}

export const isLoopbackHost = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
