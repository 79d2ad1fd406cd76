import type { Load } from './drive.ts';
import { readGateMetrics } from './gate-metrics.ts';
import type { MeasuredGate } from './measured-gate.ts';
import { median } from './percentile.ts';
import { redisInfo } from './redis-info.ts';

/** How long and how often is measured. */
export type Effort = {
  readonly runs: number;
  readonly screeningsPerRun: number;
  readonly steadySeconds: number;
};

export type AtSize = {
  readonly accounts: number;
  /** By turns, at the greatest pace. */
  readonly runs: readonly { readonly gate: Load; readonly bare: Load; readonly cpuUs: number }[];
  /** At half of that pace, due one by one whether or not earlier ones are answered. */
  readonly steady: Load;
  /** How often Redis began to write its append-only file anew meanwhile, in a process of its own; null: there is no Redis. */
  readonly rewrites: number | null;
  /** Pairs of nonce and collect. */
  readonly collected: Load;
  readonly rssBytes: number;
  readonly bareRssBytes: number;
};

const CONNECTIONS = 64;
const WARM_UP_CONNECTIONS = 8;
/** A gate serves for weeks: V8 compiles its code over the first 20,000 screenings, and they take half as long again. */
const WARM_UP_RUNS = 5;
/**
 * Of half the load before it is measured: that a backend makes 64 connections at one moment, and that the disk still writes what the
 * tokens taken before, at ten times the pace, left to be written, are no part of it.
 */
const SETTLING_SECONDS = 5;
/** Bare Express is several times as fast: so its runs last about as long. */
const BARE_TIMES = 4;

/** Logins of known accounts, drawn from all of them; each with a token of its own, taken before. */
export async function loadAtSize(gate: MeasuredGate, accounts: number, effort: Effort): Promise<AtSize> {
  const { port, drive, tell } = gate;
  const { runs, screeningsPerRun } = effort;
  const take = (count: number): Promise<Load> => drive({ do: 'take-tokens', port, count, connections: CONNECTIONS });
  const screen = async (): Promise<{ gate: Load; cpuUs: number }> => {
    await tell({ do: 'ready', sitePort: port, count: screeningsPerRun });
    const before = await cpuSecondsOf(gate);
    const load = await drive({ do: 'screen', port, count: screeningsPerRun, connections: CONNECTIONS });
    return { gate: load, cpuUs: (((await cpuSecondsOf(gate)) - before) * 1e6) / screeningsPerRun };
  };
  await drive({ do: 'visit', port, count: screeningsPerRun, connections: WARM_UP_CONNECTIONS });
  for (let i = 0; i < WARM_UP_RUNS; i++) {
    await take(screeningsPerRun);
    await screen();
  }
  const barePort = await gate.barePort();
  const screenBare = (): Promise<Load> =>
    drive({ do: 'screen', port: barePort, count: screeningsPerRun * BARE_TIMES, connections: CONNECTIONS });
  await screenBare();

  const collected = await take(runs * screeningsPerRun);
  const measured: AtSize['runs'][number][] = [];
  for (let i = 0; i < runs; i++) measured.push({ ...(await screen()), bare: await screenBare() });
  const perSecond = median(measured.map(it => it.gate.perSecond)) / 2;
  const seconds = effort.steadySeconds + SETTLING_SECONDS;
  await take(Math.ceil(perSecond * seconds));
  const steadily = async (forSeconds: number): Promise<Load> => {
    const count = Math.floor(perSecond * forSeconds);
    await tell({ do: 'ready', sitePort: port, count });
    return drive({ do: 'screen-steadily', port, perSecond, count });
  };
  await steadily(SETTLING_SECONDS);
  const rewritesBefore = await rewritesOf(gate);
  const steady = await steadily(effort.steadySeconds);
  const rewritesAfter = await rewritesOf(gate);
  const metrics = await readGateMetrics(gate.server);
  return {
    accounts,
    runs: measured,
    steady,
    rewrites: rewritesBefore === null || rewritesAfter === null ? null : rewritesAfter - rewritesBefore,
    collected,
    rssBytes: metrics('process_resident_memory_bytes'),
    bareRssBytes: await gate.bareRss(),
  };
}

const cpuSecondsOf = async ({ server }: MeasuredGate): Promise<number> =>
  (await readGateMetrics(server))('process_cpu_seconds_total');

const rewritesOf = (gate: MeasuredGate): Promise<number | null> => redisInfo(gate, 'persistence', 'aof_rewrites');
