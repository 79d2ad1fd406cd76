import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createClient } from '@redis/client';
import { Client } from 'pg';
import { DATABASE_FILE } from '../server/adapters/embedded/database.ts';
import { keysFromSecret } from '../server/adapters/keys-from-secret.ts';
import { subjectKeys } from '../server/adapters/redis/key-names.ts';
import { SUBJECT_TYPES } from '../server/core/subjects/subject.ts';
import { eventually } from '../test/support/eventually.ts';
import type { StoreName } from '../test/support/stores.ts';
import { changesOf } from './crowd.ts';
import type { Figure } from './figure.ts';
import { readGateMetrics } from './gate-metrics.ts';
import type { MeasuredGate } from './measured-gate.ts';
import { median } from './percentile.ts';
import { redisInfo } from './redis-info.ts';

/** What a store needs for what it keeps, with its indexes and its own overhead. */
export type StoreBytes = {
  /** Seeds so many accounts, and sees what they take; the site's id. */
  readonly around: (accounts: number, seed: () => Promise<string>) => Promise<string>;
  /** When all was measured. */
  readonly figures: () => Promise<Figure[]>;
};

const GIB = 1024 ** 3;
const SAMPLED = 200;
/** Beyond all that are drawn from: their histories are full. */
const LONG_FROM = 15_000_000;
const LONG_DAYS = 30;
const MANY = 10_000_000;
const DRAINED_MS_MAX = 120_000;

export const STORE_BYTES: Readonly<Record<StoreName, (gate: MeasuredGate) => Promise<StoreBytes>>> = {
  embedded: async gate => ({
    around: (_, seed) => seed(),
    figures: async () => sqliteFigures(gate.server.dataFolder),
  }),
  'redis+postgres': async gate => {
    const [redis = '', postgres = ''] = [gate.env['SEKISHO_REDIS_URL'], gate.env['SEKISHO_POSTGRES_URL']];
    const emptyDatabase = (await postgresSize(postgres)).bytes;
    let most = { siteId: '', accounts: 0, bytes: 0 };
    return {
      around: async (accounts, seed) => {
        const before = await usedMemory(gate);
        const siteId = await seed();
        if (accounts > most.accounts) most = { siteId, accounts, bytes: (await usedMemory(gate)) - before };
        return siteId;
      },
      figures: async () => {
        await drained(gate);
        const { bytes, screenings } = await postgresSize(postgres);
        return [
          ...knownFigures(most.bytes / most.accounts),
          ...(await subjectFigures(gate, redis, most.siteId)),
          {
            what: 'PostgreSQL, bytes a screening',
            value: (bytes - emptyDatabase) / screenings,
            unit: 'B',
            note: `${screenings.toLocaleString('en')} screenings; with indexes and sealed payload`,
          },
        ];
      },
    };
  },
};

const knownFigures = (bytesEach: number): Figure[] => [
  { what: 'Redis, bytes an account with its address and browser', value: bytesEach, unit: 'B' },
  {
    what: `Redis, for ${MANY.toLocaleString('en')} such accounts`,
    value: (bytesEach * MANY) / GIB,
    unit: 'GiB',
    note: 'extrapolated from those that were seeded, not measured',
  },
];

/** Of each kind the median of some; small ones as they were seeded, and accounts whose history is full. */
async function subjectFigures(gate: MeasuredGate, url: string, siteId: string): Promise<Figure[]> {
  const to = LONG_FROM + SAMPLED;
  const daysAgo = Array.from({ length: LONG_DAYS }, (_, n) => LONG_DAYS - n);
  await gate.seed({ from: LONG_FROM, to, daysAgo, logins: 1 });
  const small = await subjectBytes(gate, url, siteId, 0);
  const long = await subjectBytes(gate, url, siteId, LONG_FROM);
  // Keys come with reports that prove them: none is seeded.
  return SUBJECT_TYPES.filter(type => small.has(type)).map(type => ({
    what: `Redis, bytes of one ${type}, median of ${SAMPLED}`,
    value: small.get(type) ?? Number.NaN,
    unit: 'B',
    peers: [{ name: `after ${LONG_DAYS} daily logins`, value: long.get(type) ?? Number.NaN }],
  }));
}

async function subjectBytes(
  gate: MeasuredGate,
  url: string,
  siteId: string,
  from: number,
): Promise<Map<string, number>> {
  const keys = keysFromSecret([Buffer.from(gate.env['SEKISHO_SECRET'] ?? '')]);
  const client = await createClient({ url }).connect();
  try {
    const sizes = new Map<string, number[]>();
    for (let n = from; n < from + SAMPLED; n++) {
      for (const { subject } of changesOf(keys, siteId, n, [])) {
        const bytes = await Promise.all(
          subjectKeys(siteId, subject).map(key => client.memoryUsage(key, { SAMPLES: 0 })),
        );
        const sum = bytes.reduce<number>((a, b) => a + (b ?? 0), 0);
        sizes.set(subject.type, [...(sizes.get(subject.type) ?? []), sum]);
      }
    }
    return new Map([...sizes].map(([type, all]) => [type, median(all)]));
  } finally {
    client.destroy();
  }
}

const usedMemory = async (gate: MeasuredGate): Promise<number> =>
  (await redisInfo(gate, 'memory', 'used_memory')) ?? Number.NaN;

const drained = (gate: MeasuredGate): Promise<boolean> =>
  eventually(
    'all records have reached PostgreSQL',
    async () => (await readGateMetrics(gate.server))('sekisho_outbox_waiting') === 0,
    { withinMs: DRAINED_MS_MAX },
  );

async function postgresSize(url: string): Promise<{ bytes: number; screenings: number }> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ bytes: string; screenings: string }>(
      'SELECT pg_database_size(current_database()) AS bytes, (SELECT count(*) FROM screenings) AS screenings',
    );
    return { bytes: Number(rows[0]?.bytes), screenings: Number(rows[0]?.screenings) };
  } finally {
    await client.end();
  }
}

function sqliteFigures(dataFolder: string): Figure[] {
  const db = new DatabaseSync(join(dataFolder, DATABASE_FILE), { readOnly: true });
  try {
    const pages = db.prepare(
      'SELECT sum(s.pgsize) AS bytes FROM dbstat s JOIN sqlite_schema m ON m.name = s.name WHERE m.tbl_name = ? AND s.aggregate = 1',
    );
    const each = (what: string, counted: string, ...tables: string[]): Figure => {
      const rows = Number(db.prepare(`SELECT count(*) AS n FROM ${counted}`).get()?.['n']);
      const bytes = tables.reduce((sum, table) => sum + Number(pages.get(table)?.['bytes'] ?? 0), 0);
      return {
        what: `SQLite, bytes ${what}`,
        value: bytes / rows,
        unit: 'B',
        note: `${rows.toLocaleString('en')} of them; with indexes`,
      };
    };
    return [
      each('a subject (account, address, network or browser)', 'subjects', 'subjects'),
      each('a screening', 'screenings', 'screenings', 'screening_reasons', 'payloads'),
      each('a report until it expires', 'reports', 'reports', 'token_uses'),
    ];
  } finally {
    db.close();
  }
}
