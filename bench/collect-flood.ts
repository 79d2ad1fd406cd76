import { AS_SHIPPED, startServer } from '../test/support/server.ts';
import { hasStore, STORES, type StoreName, startStore } from '../test/support/stores.ts';
import type { Load } from './drive.ts';
import type { Figure } from './figure.ts';
import type { Flood, FloodJob } from './flooder.ts';
import type { LoadJob } from './load-generator.ts';
import { startWorker, type WorkerProcess } from './worker-process.ts';

const TIMES_CAPACITY = 20;
const P99_MS_MAX = 50;
const SCREENINGS_PER_SECOND = 100;
const SCREENINGS = 800;
const WARM_UPS = 500;
const CAPACITY_PAIRS = 3000;
const TOKEN_CONNECTIONS = 32;
const NONCES = 10_000;
/** Below the gate's own limit, so that what is measured is its queue and not the listener's. */
const FLOOD_CONNECTIONS_MAX = 4000;

/** What one flooding process can send one by one is less than twenty times; written in bursts, it is that. */
const FLOODS = [
  { name: 'one by one', burst: 1 },
  { name: 'in bursts of 16', burst: 16 },
] as const;

type Generator = WorkerProcess<LoadJob, Load | null>;

/**
 * Screenings at a steady pace, alone and while /v1/collect is sent twenty times what it can take. The flooder yields the processor to
 * the gate and to the measuring process: on few cores it would otherwise measure itself. Over every store, or SEKISHO_BENCH_STORE alone.
 */
export async function collectFlood(): Promise<Figure[]> {
  const figures: Figure[] = [];
  const only = process.env['SEKISHO_BENCH_STORE'];
  for (const name of STORES.filter(it => only === undefined || it === only)) {
    if (hasStore(name)) figures.push(...(await floodOver(name)));
    else console.log(`SKIPPED: this machine lacks ${name}`);
  }
  return figures;
}

async function floodOver(name: StoreName): Promise<Figure[]> {
  const store = await startStore(name);
  try {
    return await floodGate(name, store.env);
  } finally {
    await store.stop();
  }
}

async function floodGate(store: StoreName, env: Record<string, string>): Promise<Figure[]> {
  const server = await startServer({ env: { ...env, ...AS_SHIPPED } });
  const generator: Generator = startWorker('load-generator.ts');
  const flooder = startWorker<FloodJob, Flood | null>('flooder.ts', { yielding: true });
  try {
    const port = Number(new URL(server.url).port);
    const take = async (count: number): Promise<Load> => {
      const load = loaded(await generator.ask({ do: 'take-tokens', port, count, connections: TOKEN_CONNECTIONS }));
      if (load.failed > 0) throw new Error(`${load.failed} of ${count} tokens were refused`);
      return load;
    };
    const screen = async (count: number): Promise<Load> => {
      await generator.ask({ do: 'ready', sitePort: port, count });
      return loaded(await generator.ask({ do: 'screen-steadily', port, perSecond: SCREENINGS_PER_SECOND, count }));
    };

    await take(WARM_UPS);
    const capacity = (await take(CAPACITY_PAIRS)).perSecond;
    await flooder.ask({ do: 'take-nonces', port, count: NONCES, connections: TOKEN_CONNECTIONS });
    await screen(WARM_UPS);
    const alone = await screen(SCREENINGS);
    const perSecond = TIMES_CAPACITY * capacity;
    const figures: Figure[] = [];
    for (const { name, burst } of FLOODS) {
      await flooder.ask({ do: 'begin', port, perSecond, burst, connectionsMax: FLOOD_CONNECTIONS_MAX });
      const flooded = await screen(SCREENINGS);
      const flood = await flooder.ask({ do: 'end' });
      if (flood === null) throw new Error('there was no flood');
      figures.push(...figuresOf(`${store}, flood ${name}`, { alone, flooded, flood, capacity }));
    }
    return figures;
  } finally {
    await generator.stop();
    await flooder.stop();
    await server.stop();
  }
}

function loaded(load: Load | null): Load {
  if (load === null) throw new Error('no load was measured');
  return load;
}

type Measured = { readonly alone: Load; readonly flooded: Load; readonly flood: Flood; readonly capacity: number };

function figuresOf(name: string, { alone, flooded, flood, capacity }: Measured): Figure[] {
  const rate = (value: number): string => `${Math.round(value)}/s`;
  const { offeredPerSecond, takenPerSecond, refusedPerSecond, cutPerSecond, connectionsMost } = flood;
  return [
    {
      what: `${name}: collects offered`,
      value: offeredPerSecond / capacity,
      unit: '× capacity',
      note: `${TIMES_CAPACITY} wanted; ${rate(offeredPerSecond)}: ${rate(takenPerSecond)} taken, ${rate(refusedPerSecond)} refused, ${rate(cutPerSecond)} cut off, over up to ${connectionsMost} connections`,
    },
    {
      what: `${name}: screening p99 at ${SCREENINGS_PER_SECOND}/s`,
      value: flooded.p99Ms,
      unit: 'ms',
      budget: { atMost: P99_MS_MAX },
      peers: [{ name: 'alone', value: alone.p99Ms }],
      note: `${(flooded.p99Ms / alone.p99Ms).toFixed(1)} times; the measuring process itself was up to ${flooded.lateP99Ms.toFixed(1)} ms late (p99)`,
    },
    {
      what: `${name}: screening p50 at ${SCREENINGS_PER_SECOND}/s`,
      value: flooded.p50Ms,
      unit: 'ms',
      peers: [{ name: 'alone', value: alone.p50Ms }],
    },
    {
      what: `${name}: screenings of ${SCREENINGS} not answered OK`,
      value: flooded.failed,
      unit: 'of them',
      budget: { atMost: 0 },
      note: `REVIEW too: the failure policy's; longest ${Math.round(flooded.maxMs)} ms`,
    },
  ];
}
