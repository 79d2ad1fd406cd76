/** Every setting: its default, and what it does. docs/settings.md is made from this. */
export const SETTING_WORDS = {
  PORT: ['8080', 'Port of pages, agents and backends. 0 takes any free one.'],
  HOST: ['127.0.0.1', 'Address to listen on.'],
  SEKISHO_DATA: [
    './data',
    'Folder of the embedded store and its secret: back up both together. With Redis and PostgreSQL, of what waits on this machine for them to come back.',
  ],
  SEKISHO_SECRET: [
    'made at first start',
    'At least 32 bytes; tokens, keyed hashes and encryption hang on it. To change it put the new one first and the older ones after commas: what they made is still read. Must be set, and be the same on every machine, with Redis and PostgreSQL.',
  ],
  SEKISHO_WORKERS: [
    '1',
    'How many processes answer on the one port, 1 to 64. `npm start -- --workers N` says the same, and stands above it.',
  ],
  SEKISHO_REDIS_URL: [
    'none',
    'redis:// or rediss://, of a single Redis or of a Cluster (one node or several, with commas between): what is hot, for a gate of several machines. Only together with SEKISHO_POSTGRES_URL.',
  ],
  SEKISHO_POSTGRES_URL: [
    'none',
    'postgres://USER:PASSWORD@HOST:PORT/DATABASE: records, sites and keys, for a gate of several machines. Only together with SEKISHO_REDIS_URL.',
  ],
  SEKISHO_OUTBOX_MAX: [
    '250000',
    'Screenings and outcomes that may wait in Redis while PostgreSQL is away (about 8 KB each); full, the failure policy answers.',
  ],
  SEKISHO_STATE_DEADLINE_MS: [
    '150',
    'Milliseconds, 20 to 5000, after which the failure policy answers where the store did not.',
  ],
  SEKISHO_TRUST_PROXY: [
    '0',
    'How many proxies stand before the gate, or their addresses and CIDRs with commas between. Only what they vouch for in X-Forwarded-For is believed.',
  ],
  SEKISHO_LISTS: [
    'SEKISHO_DATA/lists',
    'Folder of the lists of networks that the operator loads with `npm run data`; followed without a restart.',
  ],
  SEKISHO_HOME_COUNTRIES: [
    'none',
    'Where the sites’ customers live, as JP or JP,US: a login from elsewhere weighs a little. Unset, no country is foreign.',
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
  SEKISHO_DETECTORS: [
    'none',
    'Folder of detectors of your own, in TypeScript or JavaScript: docs/ADDING.md says how. They run as a part of the gate.',
  ],
  SEKISHO_LOG: ['info', 'trace, debug, info, warn, error or silent. JSON lines on stderr, without personal data.'],
} as const satisfies Record<string, readonly [fallback: string, does: string]>;

export type Setting = keyof typeof SETTING_WORDS;
const SETTINGS = Object.keys(SETTING_WORDS);

/** Of the site's own backend (sdk, examples), which may share a shell with the gate. */
const BACKEND_SETTINGS: readonly string[] = ['SEKISHO_URL', 'SEKISHO_KEY', 'SEKISHO_SITE_KEY'];
/** Kubernetes tells every container of the Services beside it: one named `sekisho` makes SEKISHO_SERVICE_HOST, SEKISHO_PORT=tcp://… */
const SERVICE_LINK = /^SEKISHO_(.+_)?(SERVICE_(HOST|PORT)(_.+)?|PORT(_\d+_(TCP|UDP)(_(PROTO|PORT|ADDR))?)?)$/;

/** One line for each SEKISHO_… that is no setting: a typo must not pass for the default. */
export function unknownSettings(names: readonly string[]): readonly string[] {
  return names
    .filter(it => it.startsWith('SEKISHO_') && !SETTINGS.includes(it))
    .filter(it => !BACKEND_SETTINGS.includes(it) && !SERVICE_LINK.test(it))
    .toSorted()
    .map(it => `${it} is no setting of this gate: write ${nearest(it)}, or unset it.`);
}

function nearest(name: string): string {
  const [best = ''] = SETTINGS.filter(it => it.startsWith('SEKISHO_')).toSorted(
    (a, b) => editsBetween(name, a) - editsBetween(name, b),
  );
  return best;
}

/** Levenshtein's distance: how many letters must be put in, left out or changed. */
function editsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
