import assert from 'node:assert/strict';
import { excessWeight, failureExcess } from '../../../server/core/season/excess.ts';
import {
  hourOfWeek,
  SEASON_CELLS,
  seasonCellsOf,
  unusualTriesMax,
  usualFailureShare,
} from '../../../server/core/season/season.ts';
import { TRIED, TRIED_AND_FAILED } from '../../../server/core/season/tried.ts';

const HOUR_MS = 60 * 60_000;
const WEEK_MS = 168 * HOUR_MS;
const NOW = Date.UTC(2026, 10, 22, 10, 30);
const near = (is: number | null, expected: number): void =>
  assert.ok(is !== null && Math.abs(is - expected) < 1e-9, `${is} is not ${expected}`);

function seen(cells: Float64Array, at: number, tries: number, failures: number): Float64Array {
  for (let n = 0; n < tries; n++)
    for (const [cell, weight] of seasonCellsOf(at, n < failures ? TRIED_AND_FAILED : TRIED))
      cells[cell] = (cells[cell] ?? 0) + weight;
  return cells;
}

describe("a site's usual share of failures", () => {
  it('is of the hour of the week, which begins anew each week', () => {
    assert.equal(hourOfWeek(0), 0);
    // 22 November 2026 is a Sunday: three days after Thursday, and ten hours.
    assert.equal(hourOfWeek(NOW), 3 * 24 + 10);
    assert.equal(hourOfWeek(NOW + WEEK_MS), hourOfWeek(NOW));
  });

  it('is unknown of a site that was hardly seen', () => {
    assert.equal(usualFailureShare(seen(new Float64Array(SEASON_CELLS), NOW, 999, 50), NOW), null);
  });

  it('leans on all hours while its own tells little', () => {
    const cells = seen(new Float64Array(SEASON_CELLS), NOW, 1800, 90);
    // Of all: (90 + 200 × .05) / (1800 + 200) = .05. An hour with no tries is that; one with 600 of which 90 fail:
    near(usualFailureShare(cells, NOW + 5 * HOUR_MS), 0.05 * 1);
    seen(cells, NOW + HOUR_MS, 600, 90);
    const left = 2 ** (-1 / (28 * 24));
    const overall = (90 * left + 90 + 10) / (1800 * left + 600 + 200);
    near(usualFailureShare(cells, NOW + HOUR_MS), (90 + 200 * overall) / (600 + 200));
  });

  it('is of no hour more than twice that of all, nor ever beyond what a site may be', () => {
    const cells = seen(new Float64Array(SEASON_CELLS), NOW, 40_000, 2000);
    const later = NOW + HOUR_MS;
    const left = 2 ** (-1 / (28 * 24));
    const overall = (2000 * left + 900 + 10) / (40_000 * left + 1000 + 200);
    near(usualFailureShare(seen(cells, later, 1000, 900), later), 2 * overall);
    assert.equal(usualFailureShare(seen(new Float64Array(SEASON_CELLS), NOW, 3000, 2000), NOW), 0.2);
    assert.equal(usualFailureShare(seen(new Float64Array(SEASON_CELLS), NOW, 50_000, 0), NOW), 0.02);
  });

  it('learns of an unusual hour a tenth of what hours usually add, and a few of a site that is hardly known', () => {
    const cells = new Float64Array(SEASON_CELLS);
    assert.equal(unusualTriesMax(null, NOW), 5);
    for (let hour = 0; hour < 168 * 30; hour++) seen(cells, NOW - hour * HOUR_MS, 100, 5);
    const most = unusualTriesMax(cells, NOW);
    assert.ok(most > 9.5 && most < 10.1, String(most));
  });
});

describe('an excess of failures', () => {
  it('is how many times the usual, held back while few are known', () => {
    near(failureExcess(100, 95, 0.05), 10);
    near(failureExcess(2, 2, 0.05), 7 / 5.1);
    near(failureExcess(10_000, 500, 0.05), 1);
    near(failureExcess(0, 20, 0.05), 25 / 6);
  });

  it('weighs its logarithm from twice the usual on', () => {
    assert.equal(excessWeight(10, 3), 2.3);
    assert.equal(excessWeight(1.99, 3), 0);
    assert.equal(excessWeight(2, 3), 0.69);
    assert.equal(excessWeight(1e6, 3), 3);
  });

  it('is none of an on-sale, however many come', () => {
    assert.equal(excessWeight(failureExcess(200_000, 11_000, 0.05), 3), 0);
  });
});
