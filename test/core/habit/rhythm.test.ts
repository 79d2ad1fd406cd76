import assert from 'node:assert/strict';
import {
  type RhythmTemplate,
  rhythmDistance,
  rhythmEntry,
  rhythmLogOdds,
  rhythmTemplate,
} from '../../../server/core/habit/rhythm.ts';

function templateOf(entries: readonly (readonly number[])[]): RhythmTemplate {
  const template = rhythmTemplate(entries);
  if (template === null) throw new Error('no entries');
  return template;
}
const close = (is: number, expected: number): void =>
  assert.ok(Math.abs(is - expected) <= 1e-12, `${is} is not ${expected}`);

describe('the rhythm of typing', () => {
  it('is each timing’s median, and how far it swings, the usual swing for as long as entries are few', () => {
    // Median 100; (10 + 0 + 30) / 3 apart; 12 + 100/4 usual, as if of four: (3 · 40/3 + 4 · 37) / 7
    const { medians, scales } = templateOf([[90], [100], [130]]);
    assert.deepEqual(medians, [100]);
    close(scales[0] ?? 0, 188 / 7);
    // Of an even number the middle two.
    assert.deepEqual(templateOf([[90], [100], [130], [200]]).medians, [115]);
    assert.equal(rhythmTemplate([]), null);
  });

  it('lies as far away as its timings do, in their own spread, and one hesitation by three at the most', () => {
    const template: RhythmTemplate = { entries: 20, medians: [100, 200], scales: [10, 20] };
    close(rhythmDistance(template, [100, 200]), 0);
    close(rhythmDistance(template, [110, 160]), (1 + 2) / 2);
    close(rhythmDistance(template, [100, 9000]), 3 / 2);
  });

  it('says nothing before ten entries, more from twenty on, and lowers nothing', () => {
    const far = [200, 400];
    const weightOf = (entries: number, entry: readonly number[]) =>
      rhythmLogOdds({ entries, medians: [100, 200], scales: [10, 20] }, entry);
    assert.deepEqual(
      [9, 10, 19, 20, 500].map(it => weightOf(it, far)),
      [0, 0.71, 0.71, 0.99, 0.99],
    );
    assert.equal(weightOf(20, [100, 200]), 0);
    assert.equal(weightOf(20, [113, 226]), 0);
    close(weightOf(20, [116.5, 233]), 0.99 / 2);
  });

  it('takes the quantiles that a page tells, without the longest gaps', () => {
    const dwellMs = { p10: 60, p50: 90, p90: 140 };
    const gapMs = { p10: 80, p50: 160, p90: 380 };
    assert.deepEqual(rhythmEntry({ dwellMs, gapMs }), [60, 90, 140, 80, 160]);
    assert.equal(rhythmEntry({ dwellMs: null, gapMs }), null);
    assert.equal(rhythmEntry({ dwellMs, gapMs: null }), null);
  });
});
