import cluster from 'node:cluster';
import { doChores } from './chores.ts';
import type { Config } from './config.ts';
import { endOnSignal } from './drain.ts';
import { ProblemError } from './errors.ts';
import { LIMITS } from './limits.ts';
import { createLog } from './log.ts';
import { explainStartFailure } from './start-failure.ts';
import { type StartedGate, startGate } from './start-gate.ts';
import { type FromWorker, type ToWorker, toWorkerSchema } from './worker-messages.ts';

type Welcome = Extract<ToWorker, { sekisho: 'welcome' }>;

/** One of several processes that answer on the same port; what all share comes from the primary process. */
export async function runWorker(config: Config): Promise<void> {
  const log = createLog(config, cluster.worker?.id ?? 0);
  const line = lineToPrimary();
  const { demoKey, demo, port, adminPort } = await line.welcomed;
  let started: StartedGate;
  try {
    const given = { log, demoKey, demo, sumOfMetrics: line.sumOfMetrics };
    started = await startGate({ ...config, port, adminPort }, given);
  } catch (error) {
    // Said by the primary process, once for all; then it ends this one.
    return line.tell({ sekisho: 'failed', problem: explainStartFailure(error, config) });
  }
  const { gate } = started;
  let chores: ReturnType<typeof doChores> | null = null;
  const ending = endOnSignal(async () => {
    chores?.stop();
    await started.end();
  });
  line.on({
    chores: () => {
      chores ??= doChores(gate);
    },
    drain: ending.begin,
    'metrics-wanted': async ({ round }) => {
      line.tell({ sekisho: 'metrics', round, metrics: await gate.metrics.json() });
    },
  });
  line.tell({ sekisho: 'listening', started: started.addresses });
}

type Heard = { readonly [K in ToWorker['sekisho']]?: (message: Extract<ToWorker, { sekisho: K }>) => void };

/** The channel to the primary process: of its own making, and closed only with this process. */
function lineToPrimary() {
  const tell = (message: FromWorker): void => {
    process.send?.(message);
  };
  const asks = new Map<number, (text: string) => void>();
  let lastAsk = 0;
  let heard: Heard = { drain: () => process.exit(0) };
  const { promise: welcomed, resolve: welcome } = Promise.withResolvers<Welcome>();
  process.on('message', raw => {
    const read = toWorkerSchema.safeParse(raw);
    if (!read.success) return;
    const message = read.data;
    if (message.sekisho === 'welcome') welcome(message);
    else if (message.sekisho === 'sum') asks.get(message.ask)?.(message.text);
    else if (message.sekisho === 'metrics-wanted') heard['metrics-wanted']?.(message);
    else if (message.sekisho === 'chores') heard.chores?.(message);
    else heard.drain?.(message);
  });
  tell({ sekisho: 'hello' });
  return {
    welcomed,
    tell,
    on: (listeners: Heard): void => {
      heard = listeners;
    },
    /** What all processes counted. Refused where the primary process does not answer in time. */
    sumOfMetrics: async (): Promise<string> => {
      const ask = ++lastAsk;
      const { promise, resolve, reject } = Promise.withResolvers<string>();
      asks.set(ask, resolve);
      const late = setTimeout(() => reject(new ProblemError('busy')), 2 * LIMITS.workerMetricsMsMax);
      tell({ sekisho: 'sum-wanted', ask });
      try {
        return await promise;
      } finally {
        clearTimeout(late);
        asks.delete(ask);
      }
    },
  };
}
