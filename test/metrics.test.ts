import assert from 'node:assert/strict';
import { createMetrics } from '../server/metrics.ts';
import { metricIn } from './support/gate-client.ts';

describe('metrics', () => {
  it('measures a step to its end, also one that waits or fails', async () => {
    const metrics = createMetrics();
    const { promise, resolve } = Promise.withResolvers<string>();
    const waited = metrics.timed('load', () => promise);
    assert.equal(
      metrics.timed('judge', () => 7),
      7,
    );
    assert.throws(() =>
      metrics.timed('judge', () => {
        throw new Error('a bug');
      }),
    );
    const count = async (step: string) => metricIn(await metrics.text(), 'sekisho_step_seconds_count', { step });
    assert.deepEqual([await count('judge'), await count('load')], [2, 0]);
    resolve('loaded');
    assert.equal(await waited, 'loaded');
    assert.equal(await count('load'), 1);
    const failed = metrics.timed('load', () => Promise.reject(new Error('away')));
    await assert.rejects(failed, /away/);
    assert.equal(await count('load'), 2);
  });

  it('reads gauges whose value something else knows when it is read itself', async () => {
    const metrics = createMetrics();
    let waiting = 1;
    metrics.onRead(() => metrics.spoolWaiting.set(waiting));
    assert.equal(metricIn(await metrics.text(), 'sekisho_spool_waiting'), 1);
    waiting = 2;
    const [spool] = (await metrics.json()).filter(it => it.name === 'sekisho_spool_waiting');
    assert.equal(spool?.values[0]?.value, 2);
  });
});
