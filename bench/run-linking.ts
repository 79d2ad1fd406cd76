import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import { createClient } from '@redis/client';
import { DATABASE_FILE } from '../server/adapters/embedded/database.ts';
import { type GateDevice, placesOf, sightingsOf } from '../server/core/linking/likeness.ts';
import { DeviceSigner } from '../test/support/device-signer.ts';
import { type FlowStage, openFlowStage, type Visit } from '../test/support/flow-stage.ts';
import { fullReport } from '../test/support/full-report.ts';
import { hasStore, STORES, type StoreName, startStore } from '../test/support/stores.ts';
import { imageOf } from './device/image-of.ts';
import { deviceOf } from './device/population.ts';
import { seededDraws } from './device/seeded-draws.ts';
import { type Figure, figureLine, machineLine, showVerdict, writeFigures } from './figure.ts';

const SEED = 2;
/** Processor time of a collect, beyond one whose image is not compared. */
const COLLECT_MS_MORE = 0.5;
const WITHIN_MS = 10_000;
const VISITORS = 300;

type Stage = { readonly stage: FlowStage; readonly redis: string | null; readonly stop: () => Promise<void> };

/** `npm run bench:linking [-- --quick] [--json FILE]`: what linking takes of a store, and of a collect. */
async function run(): Promise<boolean> {
  const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false }, json: { type: 'string' } } });
  console.log(machineLine());
  const figures: Figure[] = [];
  for (const name of STORES) {
    if (!hasStore(name)) console.log(`SKIPPED: this machine lacks ${name}`);
    else figures.push(...(await figuresOf(name, values.quick ? 500 : 5000)));
  }
  for (const it of figures) console.log(`  ${figureLine(it)}`);
  if (values.json !== undefined) writeFigures(values.json, figures);
  return showVerdict(figures);
}

async function figuresOf(name: StoreName, devices: number): Promise<readonly Figure[]> {
  const { stage, redis, stop } = await open(name);
  try {
    const bytes = await bytesEach(stage, redis, devices);
    return [
      { what: `${name}: bytes of a device in its buckets`, value: bytes, unit: 'B', note: `${devices} of the market` },
      ...(await collectFigures(stage, redis, name)),
    ];
  } finally {
    await stage.close();
    await stop();
  }
}

async function open(name: StoreName): Promise<Stage> {
  const { env, stop } = await startStore(name);
  const redis = env['SEKISHO_REDIS_URL'] ?? null;
  const secrets = [Buffer.from(env['SEKISHO_SECRET'] ?? '')];
  const cluster = redis === null ? null : { redis: [redis], postgres: env['SEKISHO_POSTGRES_URL'] ?? '' };
  return { stage: await openFlowStage(cluster === null ? { secrets: null } : { secrets, cluster }), redis, stop };
}

/** Of all devices, also of iPhones, which are not kept. */
async function bytesEach({ ports, site, folder }: FlowStage, redis: string | null, devices: number): Promise<number> {
  const now = ports.clock.now();
  const query = { siteId: site.id, now, reportId: null, idempotencyKey: null };
  const before = await bytesIn(folder, redis);
  for (let n = 0; n < devices; n++) {
    const looked = placesOf(imageOf(deviceOf(SEED, n), 0, seededDraws(SEED, n, 1)));
    if (looked.blind !== null) continue;
    const { subjects } = await ports.state.load({ ...query, subjects: looked.subjects }, WITHIN_MS);
    const none = { firstSeenAt: now, lastSeenAt: now, counters: {}, distincts: {}, lists: {}, crowds: {} };
    const device: GateDevice = { id: `dev_${n}`, subject: { type: 'key', key: `k${n}` }, remembered: none };
    // Without the count on the device's own subject: that is there anyway.
    const changes = sightingsOf(looked, subjects, device, now).slice(1);
    await ports.state.change({ siteId: site.id, now, changes, idempotency: null }, WITHIN_MS);
  }
  return ((await bytesIn(folder, redis)) - before) / devices;
}

async function bytesIn(folder: string, redis: string | null): Promise<number> {
  if (redis !== null) return Number(/^used_memory:(\d+)/m.exec(await infoOf(redis, 'memory'))?.[1]);
  const db = new DatabaseSync(join(folder, DATABASE_FILE), { readOnly: true });
  try {
    const pages = `SELECT sum(s.pgsize) AS bytes FROM dbstat s JOIN sqlite_schema m ON m.name = s.name
      WHERE m.tbl_name = 'subjects' AND s.aggregate = 1`;
    return Number(db.prepare(pages).get()?.['bytes']);
  } finally {
    db.close();
  }
}

/** Beside a browser that says Sec-GPC, whose image is not compared: all else is the same. */
async function collectFigures(stage: FlowStage, redis: string | null, name: string): Promise<readonly Figure[]> {
  const visitors = Array.from({ length: VISITORS }, (_, n) => ({
    person: fullReport(10 * (n + 1)),
    signer: new DeviceSigner(),
    account: `c${n}`,
  }));
  type Visitor = (typeof visitors)[number];
  const each = async (visitOf: (it: Visitor) => Visit): Promise<number> => {
    const before = await processorMs(redis);
    for (const it of visitors) await stage.visit(visitOf(it));
    return ((await processorMs(redis)) - before) / VISITORS;
  };
  const plain = ({ person }: Visitor): Visit => ({ person });
  const signed = ({ person, signer }: Visitor): Visit => ({ person, signer });
  const quiet = { gpc: true };
  for (const it of visitors) {
    const token = await stage.visit({ ...signed(it), ...quiet });
    it.signer.spend();
    await stage.ask({ token, account: { id: it.account } }, { person: it.person });
  }
  await each(plain);
  const bareSigned = await each(it => ({ ...signed(it), ...quiet }));
  const written = (await each(signed)) - bareSigned;
  const known = (await each(signed)) - bareSigned;
  const barePlain = await each(it => ({ ...plain(it), ...quiet }));
  const cleared = (await each(plain)) - barePlain;
  const more = (what: string, value: number, rest: Partial<Figure> = {}): Figure => ({
    what: `${name}: a collect takes more, ${what}`,
    value,
    unit: 'ms',
    ...rest,
  });
  const budget = { atMost: COLLECT_MS_MORE };
  return [
    more('of a known device', known, { budget }),
    more('of a browser that cleared everything', cleared, { budget }),
    more('where it writes the image, once a week', written, { note: 'processor time, with that of Redis' }),
  ];
}

async function processorMs(redis: string | null): Promise<number> {
  const { user, system } = process.cpuUsage();
  if (redis === null) return (user + system) / 1000;
  const info = await infoOf(redis, 'cpu');
  const seconds = ['user', 'sys'].map(it => Number(new RegExp(`^used_cpu_${it}:([\\d.]+)`, 'm').exec(info)?.[1]));
  return (user + system) / 1000 + seconds.reduce((sum, it) => sum + it * 1000, 0);
}

async function infoOf(url: string, section: string): Promise<string> {
  const client = await createClient({ url }).connect();
  try {
    return await client.info(section);
  } finally {
    client.destroy();
  }
}

process.exitCode = (await run()) ? 0 : 1;
