import { readGateMetrics } from './gate-metrics.ts';
import type { MeasuredGate } from './measured-gate.ts';
import { median } from './percentile.ts';

/** Whole visits for some minutes, as many as it takes: what the process, and the outbox where there is one, make of it. */
export type MinutesOfVisits = {
  readonly minutes: number;
  readonly visits: number;
  readonly rssFirstBytes: number;
  readonly rssLastBytes: number;
  /** Of the straight line through all samples. */
  readonly rssSlopeBytesPerMinute: number;
  /** The most that waited, and how long the oldest did. */
  readonly outboxWaiting: number;
  readonly outboxOldestS: number;
};

type Sample = { readonly minute: number; readonly rss: number; readonly waiting: number; readonly oldestS: number };

const CONNECTIONS = 16;
const VISITS_AT_ONCE = 1000;
const SAMPLES_MIN = 6;
/** A heap fills up to its working size first. */
const WARM_UP_VISITS = 5000;

export async function minutesOfVisits(gate: MeasuredGate, minutes: number): Promise<MinutesOfVisits> {
  const visit = (count: number) => gate.drive({ do: 'visit', port: gate.port, count, connections: CONNECTIONS });
  await visit(WARM_UP_VISITS);
  const started = performance.now();
  const minute = (): number => (performance.now() - started) / 60_000;
  const samples: Sample[] = [];
  let visits = 0;
  do {
    await visit(VISITS_AT_ONCE);
    visits += VISITS_AT_ONCE;
    const metrics = await readGateMetrics(gate.server);
    samples.push({
      minute: minute(),
      rss: metrics('process_resident_memory_bytes'),
      waiting: metrics('sekisho_outbox_waiting'),
      oldestS: metrics('sekisho_outbox_oldest_seconds'),
    });
  } while (minute() < minutes || samples.length < SAMPLES_MIN);
  const third = Math.ceil(samples.length / 3);
  const rssOf = (some: readonly Sample[]): number => median(some.map(it => it.rss));
  return {
    minutes: minute(),
    visits,
    rssFirstBytes: rssOf(samples.slice(0, third)),
    rssLastBytes: rssOf(samples.slice(-third)),
    rssSlopeBytesPerMinute: slopeOf(samples),
    outboxWaiting: Math.max(...samples.map(it => it.waiting)),
    outboxOldestS: Math.max(...samples.map(it => it.oldestS)),
  };
}

/** Least squares. */
function slopeOf(samples: readonly Sample[]): number {
  const mean = (pick: (it: Sample) => number): number =>
    samples.reduce((sum, it) => sum + pick(it), 0) / samples.length;
  const [x, y] = [mean(it => it.minute), mean(it => it.rss)];
  const covariance = mean(it => (it.minute - x) * (it.rss - y));
  return covariance / mean(it => (it.minute - x) ** 2);
}
