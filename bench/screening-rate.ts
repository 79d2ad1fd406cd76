import { startServer, type TestServer } from '../test/support/server.ts';
import type { BareJob } from './bare-express.ts';
import type { Load } from './drive.ts';
import type { Figure } from './figure.ts';
import type { LoadJob } from './load-generator.ts';
import { median } from './percentile.ts';
import { startWorker, type WorkerProcess } from './worker-process.ts';

const RUNS = 5;
const SCREENINGS_PER_RUN = 2000;
/** Bare Express is several times as fast: with as many again its runs last about as long. */
const BARE_PER_RUN = 12_000;
const WARM_UPS = 1000;
const CONNECTIONS = 32;
const SHARE_MIN = 0.1;
const MIB = 1024 * 1024;

type Run = { readonly screening: Load; readonly bare: Load };
type Generator = WorkerProcess<LoadJob, Load | null>;

/**
 * POST /v1/screenings against a bare Express 5 route that is sent the same bytes and answers the same, by turns, from one generator
 * in its own process. Each screening has a token of its own, taken before; taking them gives the pace of nonce and collect.
 */
export async function screeningRate(): Promise<Figure[]> {
  const server = await startServer();
  const generator: Generator = startWorker('load-generator.ts');
  const bare = startWorker<BareJob, number>('bare-express.ts');
  try {
    const port = Number(new URL(server.url).port);
    await drive(generator, { do: 'take-tokens', port, count: WARM_UPS, connections: CONNECTIONS });
    const collected = await drive(generator, {
      do: 'take-tokens',
      port,
      count: RUNS * SCREENINGS_PER_RUN,
      connections: CONNECTIONS,
    });
    const screen = async (count: number, to = port): Promise<Load> =>
      drive(generator, { do: 'screen', port: to, count, connections: CONNECTIONS });

    await generator.ask({ do: 'ready', sitePort: port, count: WARM_UPS });
    await screen(WARM_UPS);
    const barePort = await bare.ask({ do: 'listen', answer: await oneAnswer(server) });
    await screen(BARE_PER_RUN, barePort);
    const runs: Run[] = [];
    for (let i = 0; i < RUNS; i++) {
      await generator.ask({ do: 'ready', sitePort: port, count: SCREENINGS_PER_RUN });
      runs.push({ screening: await screen(SCREENINGS_PER_RUN), bare: await screen(BARE_PER_RUN, barePort) });
    }
    const rss = { gate: await rssOf(server), bare: await bare.ask({ do: 'rss' }) };
    return [...screeningFigures(runs), ...collectFigures(collected), memory(rss)];
  } finally {
    await generator.stop();
    await bare.stop();
    await server.stop();
  }
}

/** The load, once every one was answered well: a fast refusal is no pace. */
async function drive(generator: Generator, job: LoadJob): Promise<Load> {
  const load = await generator.ask(job);
  if (load === null || load.failed > 0) throw new Error(`${job.do}: ${load?.failed} of ${load?.answered} failed`);
  return load;
}

/** A stored answer as it went over the wire, for the peer to give. */
async function oneAnswer({ url }: TestServer): Promise<string> {
  const reply = await fetch(`${url}/v1/screenings?limit=1`, { headers: { authorization: 'Bearer sk_demo' } });
  const page = (await reply.json()) as { items: Record<string, unknown>[] };
  const { createdAt, domain, action, phase, channel, outcome, outcomes, ...answer } = page.items[0] ?? {};
  if (answer['verdict'] !== 'OK') throw new Error(`the sample visit is not OK: ${JSON.stringify(answer['reasons'])}`);
  return JSON.stringify(answer);
}

async function rssOf({ url }: TestServer): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^process_resident_memory_bytes (\S+)$/m.exec(text)?.[1]);
}

function screeningFigures(runs: readonly Run[]): Figure[] {
  const of = (pick: (load: Load) => number) => ({
    value: median(runs.map(it => pick(it.screening))),
    peers: [{ name: 'bare Express', value: median(runs.map(it => pick(it.bare))) }],
  });
  const ratios = runs.map(it => it.screening.perSecond / it.bare.perSecond);
  return [
    { what: 'screenings per second', unit: '/s', ...of(it => it.perSecond) },
    { what: `screening, p50 at ${CONNECTIONS} connections`, unit: 'ms', ...of(it => it.p50Ms) },
    { what: `screening, p99 at ${CONNECTIONS} connections`, unit: 'ms', ...of(it => it.p99Ms) },
    {
      what: `screening beside bare Express, median of ${RUNS} runs`,
      value: median(ratios) * 100,
      unit: '%',
      budget: { atLeast: SHARE_MIN * 100 },
      note: `runs ${ratios.map(it => (it * 100).toFixed(1)).join(', ')}`,
    },
  ];
}

function collectFigures(load: Load): Figure[] {
  return [
    { what: 'nonce + collect, pairs per second', value: load.perSecond, unit: '/s' },
    { what: 'nonce + collect, p50 of a pair', value: load.p50Ms, unit: 'ms' },
    { what: 'nonce + collect, p99 of a pair', value: load.p99Ms, unit: 'ms' },
  ];
}

const memory = ({ gate, bare }: { gate: number; bare: number }): Figure => ({
  what: 'memory of the server after it all (RSS)',
  value: gate / MIB,
  unit: 'MiB',
  peers: [{ name: 'bare Express', value: bare / MIB }],
});
