import assert from 'node:assert/strict';
import { attentiveMs } from '../server/adapters/attentive-clock.ts';
import { LIMITS } from '../server/limits.ts';
import { createMetrics, type Metrics } from '../server/metrics.ts';
import { createMetricsSum, type MetricsSum } from '../server/sum-metrics.ts';
import { eventually } from './support/eventually.ts';
import { metricIn } from './support/gate-client.ts';

describe('what all processes counted', () => {
  let workers: Map<number, Metrics>;
  /** Those that are asked and say nothing. */
  let silent: Set<number>;
  let asked: number;
  let sum: MetricsSum;

  beforeEach(() => {
    workers = new Map([
      [1, createMetrics()],
      [2, createMetrics()],
    ]);
    silent = new Set();
    asked = 0;
    sum = createMetricsSum(
      round => {
        asked++;
        for (const [id, metrics] of workers) {
          if (!silent.has(id)) metrics.json().then(json => sum.hear(id, round, json));
        }
        return [...workers.keys()];
      },
      async () => [],
    );
  });

  const metricsOf = (id: number): Metrics => workers.get(id) ?? assert.fail();
  const count = (id: number, code: string, by = 1): void => metricsOf(id).problems.inc({ code }, by);
  const problems = async (code?: string): Promise<number> =>
    metricIn(await sum.text(), 'sekisho_problems_total', code === undefined ? {} : { code });
  const end = (id: number): void => {
    workers.delete(id);
    sum.end(id);
  };

  it('adds counters and histograms up, by label', async () => {
    count(1, 'busy', 2);
    count(2, 'busy', 3);
    count(2, 'json-invalid');
    metricsOf(1).reportBytes.observe(600);
    metricsOf(2).reportBytes.observe(5000);
    assert.deepEqual([await problems(), await problems('busy')], [6, 5]);
    const text = await sum.text();
    assert.equal(metricIn(text, 'sekisho_report_bytes_count'), 2);
    assert.equal(metricIn(text, 'sekisho_report_bytes_sum'), 5600);
    assert.equal(metricIn(text, 'sekisho_report_bytes_bucket', { le: '1024' }), 1);
    assert.equal(metricIn(text, 'sekisho_report_bytes_bucket', { le: '+Inf' }), 2);
  });

  it('takes the greatest of what all see alike, and the sum of what each has', async () => {
    for (const id of [1, 2]) {
      metricsOf(id).outboxWaiting.set(100 + id);
      metricsOf(id).spoolWaiting.set(id);
      metricsOf(id).knownSitesAge.set(id / 10);
    }
    const text = await sum.text();
    assert.equal(metricIn(text, 'sekisho_outbox_waiting'), 102);
    assert.equal(metricIn(text, 'sekisho_spool_waiting'), 3);
    assert.equal(metricIn(text, 'sekisho_known_sites_age_seconds'), 0.2);
  });

  it('never falls when a process ends and another takes its place', async () => {
    count(1, 'busy', 10);
    count(2, 'busy', 5);
    metricsOf(1).spoolWaiting.set(7);
    assert.equal(await problems('busy'), 15);
    end(1);
    workers.set(3, createMetrics());
    count(3, 'busy');
    assert.equal(await problems('busy'), 16);
    assert.equal(metricIn(await sum.text(), 'sekisho_spool_waiting'), 0, 'what waited is no more counted as its');
    end(2);
    end(3);
    assert.equal(await problems('busy'), 16);
  });

  it('counts a process that does not answer in time with what it said last', async () => {
    count(1, 'busy', 2);
    count(2, 'busy', 3);
    assert.equal(await problems('busy'), 5);
    silent.add(2);
    count(1, 'busy');
    const started = attentiveMs();
    assert.equal(await problems('busy'), 6);
    const took = attentiveMs() - started;
    assert.ok(took < 2 * LIMITS.workerMetricsMsMax, `${took} ms`);
  });

  it('does not wait for a process that ends meanwhile', async () => {
    silent.add(2);
    const text = sum.text();
    await eventually('all were asked', () => asked === 1);
    end(2);
    const started = attentiveMs();
    await text;
    assert.ok(attentiveMs() - started < LIMITS.workerMetricsMsMax / 2);
  });

  it('asks once for all who want it at the same time', async () => {
    const texts = await Promise.all([sum.text(), sum.text(), sum.text()]);
    assert.equal(new Set(texts).size, 1);
    assert.equal(asked, 1);
    await sum.text();
    assert.equal(asked, 2);
  });
});
