import { AggregatorRegistry } from 'prom-client';
import { LIMITS } from './limits.ts';
import type { MetricsJson } from './worker-messages.ts';

/** What all processes of this machine counted together, as `/metrics` of any of them answers it. */
export type MetricsSum = {
  readonly hear: (worker: number, round: number, metrics: MetricsJson) => void;
  /** What it counted stays in the sums: a counter that fell would look to Prometheus like everything counted anew. */
  readonly end: (worker: number) => void;
  /** In the Prometheus text format, within `LIMITS.workerMetricsMsMax` and a little; each metric added up, or as its aggregator says. */
  readonly text: () => Promise<string>;
};

/** Rise alone, over the lives of all processes; gauges are of the living. */
const KINDS_THAT_ADD_UP: readonly string[] = ['counter', 'histogram'];

/** @param ask asks every worker; their numbers. @param own the primary process's metrics. */
export function createMetricsSum(
  ask: (round: number) => readonly number[],
  own: () => Promise<MetricsJson>,
): MetricsSum {
  /** A worker that does not answer in time counts with what it said last. */
  const heard = new Map<number, MetricsJson>();
  let ended: readonly MetricsJson[] = [];
  let round = 0;
  let waitingFor = new Set<number>();
  let allAnswered: () => void = () => {};
  let asking: Promise<string> | null = null;

  const answered = (worker: number): void => {
    waitingFor.delete(worker);
    if (waitingFor.size === 0) allAnswered();
  };
  const askAll = async (): Promise<string> => {
    waitingFor = new Set(ask(++round));
    await new Promise<void>(resolve => {
      const late = setTimeout(resolve, LIMITS.workerMetricsMsMax);
      allAnswered = () => {
        clearTimeout(late);
        resolve();
      };
      if (waitingFor.size === 0) allAnswered();
    });
    return AggregatorRegistry.aggregate([await own(), ...heard.values(), ...ended]).metrics();
  };
  /** Workers that are started again and again must not fill the memory with what they left. */
  const pack = async (): Promise<void> => {
    const parts = ended;
    const sum = await AggregatorRegistry.aggregate([...parts]).getMetricsAsJSON();
    if (ended === parts) ended = [sum];
  };

  return {
    hear: (worker, of, metrics) => {
      heard.set(worker, metrics);
      if (of === round) answered(worker);
    },
    end: worker => {
      const last = heard.get(worker) ?? [];
      heard.delete(worker);
      ended = [...ended, last.filter(it => KINDS_THAT_ADD_UP.includes(String(it.type)))];
      void pack();
      answered(worker);
    },
    // One round for all who ask at the same time.
    text: () => {
      asking ??= askAll().finally(() => {
        asking = null;
      });
      return asking;
    },
  };
}
