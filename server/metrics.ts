import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

const SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];
const BYTES = [512, 1024, 2048, 4096, 8192, 16_384, 32_768];

/** Every metric of the gate; docs/metrics.md is checked against this list. No label ever holds what a person sent. */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return { registry, ...judgementMetrics(registers), ...trafficMetrics(registers) };
}

export type Metrics = ReturnType<typeof createMetrics>;

function judgementMetrics(registers: Registry[]) {
  return {
    screenings: new Counter({
      name: 'sekisho_screenings_total',
      help: 'Screenings answered, by action, verdict as in enforce mode, mode, and whether it was a repeat',
      labelNames: ['action', 'verdict', 'mode', 'replayed'],
      registers,
    }),
    reasons: new Counter({
      name: 'sekisho_reasons_total',
      help: 'Reasons answered, by code',
      labelNames: ['code'],
      registers,
    }),
    outcomes: new Counter({
      name: 'sekisho_outcomes_total',
      help: 'Outcomes reported, by result',
      labelNames: ['result'],
      registers,
    }),
    stepSeconds: new Histogram({
      name: 'sekisho_step_seconds',
      help: 'Time of each step of a judgement',
      labelNames: ['step'],
      buckets: SECONDS,
      registers,
    }),
  };
}

function trafficMetrics(registers: Registry[]) {
  return {
    requestSeconds: new Histogram({
      name: 'sekisho_request_seconds',
      help: 'Time from a request’s headers to its answer, by route, method and status',
      labelNames: ['route', 'method', 'status'],
      buckets: SECONDS,
      registers,
    }),
    problems: new Counter({
      name: 'sekisho_problems_total',
      help: 'Requests refused, by problem code',
      labelNames: ['code'],
      registers,
    }),
    reportBytes: new Histogram({
      name: 'sekisho_report_bytes',
      help: 'Size of the reports that were taken',
      buckets: BYTES,
      registers,
    }),
    signalsDropped: new Counter({
      name: 'sekisho_signals_dropped_total',
      help: 'Signals and streams in reports that this version does not know',
      registers,
    }),
    forwardedIgnored: new Counter({
      name: 'sekisho_forwarded_ignored_total',
      help: 'Entries of X-Forwarded-For that no trusted proxy vouched for',
      registers,
    }),
    laneWaiting: new Gauge({
      name: 'sekisho_lane_waiting',
      help: 'Requests that wait for their turn, by lane',
      labelNames: ['lane'],
      registers,
    }),
    swept: new Counter({ name: 'sekisho_swept_rows_total', help: 'Expired rows deleted from the store', registers }),
  };
}
