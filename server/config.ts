import { isIP } from 'node:net';
import { resolve } from 'node:path';

export type Config = {
  readonly port: number;
  readonly host: string;
  readonly dataFolder: string;
  /** Each of at least 32 bytes, the current first; null: made and kept in the data folder. */
  readonly secrets: readonly Uint8Array[] | null;
  /** As Express takes it: false, a number of proxies, or their addresses and CIDRs. */
  readonly trustProxy: false | number | readonly string[];
  /** '' or '/s': where agent, nonce and collect also answer. */
  readonly publicPath: string;
  readonly adminPort: number | null;
  /** null: on where only this machine can reach it and no other site exists. */
  readonly demo: boolean | null;
  readonly production: boolean;
  readonly logLevel: (typeof LOG_LEVELS)[number];
};

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;
const SECRET_BYTES_MIN = 32;

/** Every setting: its default, and what it does. docs/settings.md is made from this. */
export const SETTING_WORDS = {
  PORT: ['8080', 'Port of pages, agents and backends. 0 takes any free one.'],
  HOST: ['127.0.0.1', 'Address to listen on.'],
  SEKISHO_DATA: ['./data', 'Folder of the embedded store and its secret. Back up both together.'],
  SEKISHO_SECRET: [
    'made at first start',
    'At least 32 bytes; tokens, keyed hashes and encryption hang on it. To change it put the new one first and the older ones after commas: what they made is still read.',
  ],
  SEKISHO_TRUST_PROXY: [
    '0',
    'How many proxies stand before the gate, or their addresses and CIDRs with commas between. Only what they vouch for in X-Forwarded-For is believed.',
  ],
  SEKISHO_PUBLIC_PATH: [
    'none',
    'A path such as /s under which agent, nonce and collect also answer, and nothing else.',
  ],
  SEKISHO_ADMIN_PORT: ['none', 'Moves metrics, read and manage calls to a listener of their own.'],
  SEKISHO_DEMO: [
    'see there',
    'The demo bank, 1 or 0. On by default when HOST is loopback, NODE_ENV is not production and there is no site but its own. 1 in production stops the start.',
  ],
  SEKISHO_LOG: ['info', 'trace, debug, info, warn, error or silent. JSON lines on stderr, without personal data.'],
  SEKISHO_REDIS_URL: ['none', 'Not taken by this version: a set value stops the start.'],
  SEKISHO_POSTGRES_URL: ['none', 'Not taken by this version: a set value stops the start.'],
} as const satisfies Record<string, readonly [fallback: string, does: string]>;

type Setting = keyof typeof SETTING_WORDS;

export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the environment; all that is wrong is said at once. */
export function readConfig(env: Environment): { config: Config } | { problems: readonly string[] } {
  const problems: string[] = [];
  const complain = (name: string, problem: string): void => {
    problems.push(`${name} ${problem}`);
  };
  const read = <T>(name: Setting, fallback: T, parse: (text: string) => T | string): T => {
    const text = env[name];
    if (text === undefined || text === '') return fallback;
    const parsed = parse(text);
    if (typeof parsed !== 'string') return parsed;
    complain(name, parsed);
    return fallback;
  };
  const config: Config = {
    port: read<number>('PORT', 8080, port),
    host: read<{ host: string }>('HOST', { host: '127.0.0.1' }, host).host,
    dataFolder: resolve(env['SEKISHO_DATA'] || 'data'),
    secrets: read<readonly Uint8Array[] | null>('SEKISHO_SECRET', null, secrets),
    trustProxy: read<Config['trustProxy']>('SEKISHO_TRUST_PROXY', false, trustProxy),
    publicPath: read<{ path: string }>('SEKISHO_PUBLIC_PATH', { path: '' }, publicPath).path,
    adminPort: read<number | null>('SEKISHO_ADMIN_PORT', null, port),
    demo: read<boolean | null>('SEKISHO_DEMO', null, onOff),
    production: env['NODE_ENV'] === 'production',
    logLevel: read<{ level: Config['logLevel'] }>('SEKISHO_LOG', { level: 'info' }, logLevel).level,
  };
  if (config.demo === true && config.production) {
    complain(
      'SEKISHO_DEMO',
      'is 1 while NODE_ENV is production: the demo has keys that everyone knows. Unset one of the two.',
    );
  }
  if (config.adminPort !== null && config.adminPort === config.port && config.port !== 0) {
    complain('SEKISHO_ADMIN_PORT', 'is the same as PORT: give it a port of its own.');
  }
  for (const name of ['SEKISHO_REDIS_URL', 'SEKISHO_POSTGRES_URL'] as const) {
    if (env[name]) complain(name, 'is set, but this version keeps everything in the data folder: unset it.');
  }
  return problems.length > 0 ? { problems } : { config };
}

function port(text: string): number | string {
  const value = Number(text);
  const fits = /^\d+$/.test(text) && value <= 65_535;
  return fits ? value : 'must be a port number, 0 to 65535 (0: any free one).';
}

function host(text: string): { host: string } | string {
  const fits = isIP(text) !== 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(text);
  return fits ? { host: text } : 'must be an address or a host name to listen on, such as 127.0.0.1 or 0.0.0.0.';
}

function secrets(text: string): readonly Uint8Array[] | string {
  const all = text.split(',').map(it => Buffer.from(it.trim()));
  const short = all.some(it => it.length < SECRET_BYTES_MIN);
  return short
    ? 'must be at least 32 bytes (older ones, for a change of secret, after commas). Try: openssl rand -base64 48'
    : all;
}

const isCidr = (text: string): boolean => {
  const [address = '', bits, more] = text.split('/');
  const family = isIP(address);
  if (family === 0 || more !== undefined) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
};

function trustProxy(text: string): false | number | readonly string[] | string {
  if (/^\d{1,2}$/.test(text)) return text === '0' ? false : Number(text);
  const list = text.split(',').map(it => it.trim());
  return list.every(isCidr) ? list : 'must be a number of proxies, or their addresses or CIDRs with commas between.';
}

function publicPath(text: string): { path: string } | string {
  const path = text.replace(/\/+$/, '');
  const fits = /^(\/[A-Za-z0-9._~-]+)+$/.test(path) && !/\/\.\.?(\/|$)/.test(path);
  return fits ? { path } : 'must be a path such as /s: a slash, then letters, digits, dots or dashes.';
}

function onOff(text: string): boolean | string {
  if (text === '1' || text === 'true') return true;
  return text === '0' || text === 'false' ? false : 'must be 1 or 0.';
}

function logLevel(text: string): { level: Config['logLevel'] } | string {
  const level = LOG_LEVELS.find(it => it === text);
  return level === undefined ? `must be one of ${LOG_LEVELS.join(', ')}.` : { level };
}

export const isLoopbackHost = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
