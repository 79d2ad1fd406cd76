import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { listMetrics } from './list-metrics.ts';

const SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];
const BYTES = [512, 1024, 2048, 4096, 8192, 16_384, 32_768];

/** Every metric of the gate; docs/metrics.md is checked against this list. No label ever holds what a person sent. */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const judgement = judgementMetrics(registers);
  const readings: (() => void)[] = [];
  const read = (): void => {
    for (const reading of readings) reading();
  };
  return {
    registry,
    ...judgement,
    ...networkMetrics(registers),
    ...listMetrics(registers),
    ...trafficMetrics(registers),
    ...storeMetrics(registers),
    ...waitingMetrics(registers),
    ...processMetrics(registers),
    /** Measures a step of a screening; one that waits, to its end. */
    timed: <T>(step: string, run: () => T): T => {
      const started = performance.now();
      const end = (): void => judgement.stepSeconds.observe({ step }, (performance.now() - started) / 1000);
      let result: T | undefined;
      try {
        result = run();
        return result;
      } finally {
        if (result instanceof Promise) result.then(end, end);
        else end();
      }
    },
    /** Runs before each reading: for gauges whose value something else knows. */
    onRead: (reading: () => void): void => {
      readings.push(reading);
    },
    /** In the Prometheus text format. */
    text: (): Promise<string> => {
      read();
      return registry.metrics();
    },
    json: () => {
      read();
      return registry.getMetricsAsJSON();
    },
  };
}

export type Metrics = ReturnType<typeof createMetrics>;

function judgementMetrics(registers: Registry[]) {
  return {
    screenings: new Counter({
      name: 'sekisho_screenings_total',
      help: 'Screenings answered, by action, verdict as in enforce mode, mode, what decided, whether a store was away, and whether it was a repeat',
      labelNames: ['action', 'verdict', 'mode', 'decided_by', 'degraded', 'replayed'],
      registers,
    }),
    reasons: new Counter({
      name: 'sekisho_reasons_total',
      help: 'Reasons answered, by code',
      labelNames: ['code'],
      registers,
    }),
    demoted: new Gauge({
      name: 'sekisho_detector_demoted',
      help: '1 for each detector that owners of this browser release set off, and that counts for nothing in it: see docs/OPERATING.md',
      labelNames: ['code', 'engine', 'system', 'version'],
      aggregator: 'max',
      registers,
    }),
    promoted: new Gauge({
      name: 'sekisho_detector_promoted',
      help: '1 for each detector that counts in a browser that it was not measured in, because owners did not set it off there',
      labelNames: ['code', 'engine', 'system'],
      aggregator: 'max',
      registers,
    }),
    privateDetectorsOff: new Gauge({
      name: 'sekisho_private_detectors_off',
      help: 'Processes in which a detector of the operator failed and is off until the next start, by code',
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
      help: 'Time of each step of a screening',
      labelNames: ['step'],
      buckets: SECONDS,
      registers,
    }),
  };
}

function networkMetrics(registers: Registry[]) {
  return {
    listAge: new Gauge({
      name: 'sekisho_list_age_days',
      help: 'Age of the data of each list of networks, in days; old ones weigh less: see docs/NETWORKS.md',
      labelNames: ['list'],
      aggregator: 'max',
      registers,
    }),
    listTooOld: new Gauge({
      name: 'sekisho_list_too_old',
      help: '1 for each list of networks that is so old that it weighs less',
      labelNames: ['list'],
      aggregator: 'max',
      registers,
    }),
    addressEvidenceOff: new Gauge({
      name: 'sekisho_address_evidence_off',
      help: 'Sites whose addresses say nothing of who comes, by reason: a proxy before the gate is not set up (docs/OPERATING.md)',
      labelNames: ['reason'],
      aggregator: 'max',
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
    laneInWork: new Gauge({
      name: 'sekisho_lane_in_work',
      help: 'Requests in work, by lane',
      labelNames: ['lane'],
      registers,
    }),
    limitsHit: new Counter({
      name: 'sekisho_limits_hit_total',
      help: 'Requests and connections turned away because a limit of server/limits.ts was reached, by limit',
      labelNames: ['limit'],
      registers,
    }),
  };
}

function storeMetrics(registers: Registry[]) {
  return {
    storeSeconds: new Histogram({
      name: 'sekisho_store_seconds',
      help: 'Time of each call on a store, by store (state, records), operation, and result: ok, or why it was not done',
      labelNames: ['store', 'operation', 'result'],
      buckets: SECONDS,
      registers,
    }),
    stateAway: new Counter({
      name: 'sekisho_state_away_total',
      help: 'Calls on the state that were not done, by reason; `resting`: it was not even asked',
      labelNames: ['reason'],
      registers,
    }),
    storeFaults: new Counter({
      name: 'sekisho_store_faults_total',
      help: 'Calls on a store that failed otherwise than by its being away: see the log',
      labelNames: ['store'],
      registers,
    }),
    breakerOpen: new Gauge({
      name: 'sekisho_state_breaker_open',
      help: 'Processes that leave the state alone for a while because it failed too often',
      registers,
    }),
    knownSitesAge: new Gauge({
      name: 'sekisho_known_sites_age_seconds',
      help: 'Time since the store last said which sites and keys there are; above 1 while it is away',
      aggregator: 'max',
      registers,
    }),
    swept: new Counter({ name: 'sekisho_swept_rows_total', help: 'Expired rows deleted from the state', registers }),
    retired: new Counter({
      name: 'sekisho_retired_total',
      help: 'Records, payloads, partitions and list entries deleted because they were kept long enough',
      registers,
    }),
  };
}

/** What is stored, and waits to be where it belongs. */
function waitingMetrics(registers: Registry[]) {
  return {
    outboxWaiting: new Gauge({
      name: 'sekisho_outbox_waiting',
      help: 'Records in Redis that wait to be moved to PostgreSQL',
      aggregator: 'max',
      registers,
    }),
    outboxOldest: new Gauge({
      name: 'sekisho_outbox_oldest_seconds',
      help: 'Age of the oldest record that waits to be moved to PostgreSQL: how far searches are behind',
      aggregator: 'max',
      registers,
    }),
    outboxFullness: new Gauge({
      name: 'sekisho_outbox_fullness',
      help: 'How full the fullest part of the outbox is, 0 to 1: at 1 the state takes no more screenings of its accounts',
      aggregator: 'max',
      registers,
    }),
    outboxMoved: new Counter({
      name: 'sekisho_outbox_moved_total',
      help: 'Records moved to PostgreSQL',
      registers,
    }),
    outboxDead: new Gauge({
      name: 'sekisho_outbox_dead_letters',
      help: 'Records that PostgreSQL refused, set aside in Redis: see the log',
      aggregator: 'max',
      registers,
    }),
    spoolWaiting: new Gauge({
      name: 'sekisho_spool_waiting',
      help: 'Screenings on this machine’s own disk, answered while the state was away, that wait for it to come back',
      registers,
    }),
    spoolKept: new Counter({
      name: 'sekisho_spool_kept_total',
      help: 'Screenings kept on this machine’s own disk because the state was away',
      registers,
    }),
    spoolRestored: new Counter({
      name: 'sekisho_spool_restored_total',
      help: 'Screenings moved from this machine’s own disk to the state, once it was back',
      registers,
    }),
  };
}

/** Of the primary process, where there are several. */
export function processMetrics(registers: Registry[]) {
  return {
    workersRunning: new Gauge({
      name: 'sekisho_workers_running',
      help: 'Processes of this machine that answer',
      registers,
    }),
    workersRestarted: new Counter({
      name: 'sekisho_workers_restarted_total',
      help: 'Processes started again after one ended',
      registers,
    }),
  };
}
