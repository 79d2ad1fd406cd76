import { setTimeout as pause } from 'node:timers/promises';
import { KeptConnection, type Reply } from './kept-connection.ts';
import { percentile } from './percentile.ts';

export type Load = {
  readonly answered: number;
  /** Answers that were not 200 or, where something is expected in them, without it; and connections lost. */
  readonly failed: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly p999Ms: number;
  readonly maxMs: number;
  /** How late the measuring process itself was woken: what else the machine does shows here. NaN where nothing was due. */
  readonly lateP99Ms: number;
};

/** Each connection sends its next request when it has the answer to the last, until `count` are answered, with `expected` in them. */
export async function driveClosed(
  port: number,
  { connections, count }: { connections: number; count: number },
  step: (connection: KeptConnection, n: number) => Promise<Reply | null>,
  expected = '',
): Promise<Load> {
  const latencies: number[] = [];
  let failed = 0;
  let next = 0;
  const pool = Array.from({ length: connections }, () => new KeptConnection(port));
  const run = async (connection: KeptConnection): Promise<void> => {
    while (next < count) {
      const n = next++;
      const sent = performance.now();
      const reply = await step(connection, n);
      latencies.push(performance.now() - sent);
      if (reply?.status !== 200 || !reply.body.includes(expected)) failed++;
    }
  };
  const started = performance.now();
  await Promise.all(pool.map(run));
  const load = loadOf(latencies, failed, performance.now() - started);
  for (const connection of pool) connection.close();
  return load;
}

/**
 * Requests at a steady pace, whether or not earlier ones are answered, over the connections given; each is timed from the moment it
 * was due, so that waiting for a free connection counts too.
 */
export async function driveOpen(
  pool: readonly KeptConnection[],
  { perSecond, count }: { perSecond: number; count: number },
  requestAt: (n: number) => Buffer,
  expected = '',
): Promise<Load> {
  const latencies: number[] = [];
  const late: number[] = [];
  let failed = 0;
  let next = 0;
  const started = performance.now();
  const dueMs = (n: number): number => started + (n * 1000) / perSecond;
  const run = async (connection: KeptConnection): Promise<void> => {
    while (next < count) {
      const n = next++;
      const wakeAt = Math.max(dueMs(n), performance.now());
      await pause(Math.max(0, wakeAt - performance.now()));
      late.push(performance.now() - wakeAt);
      const reply = await connection.ask(requestAt(n));
      latencies.push(performance.now() - dueMs(n));
      if (reply?.status !== 200 || !reply.body.includes(expected)) failed++;
    }
  };
  await Promise.all(pool.map(run));
  return loadOf(latencies, failed, performance.now() - started, late);
}

function loadOf(latencies: readonly number[], failed: number, tookMs: number, late: readonly number[] = []): Load {
  return {
    answered: latencies.length,
    failed,
    perSecond: (latencies.length * 1000) / tookMs,
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
    p999Ms: percentile(latencies, 0.999),
    maxMs: percentile(latencies, 1),
    lateP99Ms: percentile(late, 0.99),
  };
}
