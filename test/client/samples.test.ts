import assert from 'node:assert/strict';
import { MS_MAX, SAMPLES_MAX } from '../../client/limits.ts';
import { samples } from '../../client/samples.ts';

describe('client: samples', () => {
  it('has no quantiles before the first sample', () => {
    assert.equal(samples().quantiles(), null);
  });

  it('takes quantiles by the nearest rank, in whole milliseconds', () => {
    const it = samples();
    for (const ms of [90, 10, 20, 30, 40, 50, 60, 70, 80.4, 100]) it.add(ms);
    assert.deepEqual(it.quantiles(), { p10: 10, p50: 50, p90: 90 });
  });

  it('sorts numbers as numbers', () => {
    const it = samples();
    for (const ms of [9, 100, 80]) it.add(ms);
    assert.deepEqual(it.quantiles(), { p10: 9, p50: 80, p90: 100 });
  });

  it('forgets the oldest', () => {
    const it = samples();
    for (let ms = 0; ms < SAMPLES_MAX; ms += 1) it.add(1);
    for (let ms = 0; ms < SAMPLES_MAX; ms += 1) it.add(2);
    assert.deepEqual(it.quantiles(), { p10: 2, p50: 2, p90: 2 });
  });

  it('stays within the wire’s bounds', () => {
    const it = samples();
    it.add(-5);
    assert.deepEqual(it.quantiles(), { p10: 0, p50: 0, p90: 0 });
    it.add(Number.POSITIVE_INFINITY);
    assert.equal(it.quantiles()?.p90, MS_MAX);
  });
});
