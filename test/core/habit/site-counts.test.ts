import assert from 'node:assert/strict';
import { cellsOf, HABIT_CELLS, siteHabits, weightAt } from '../../../server/core/habit/site-counts.ts';
import { atHome, DAY_MS, HABIT_NOW, ordinarySite, siteOf } from '../../support/habits.ts';

describe("a site's counts of habits", () => {
  it('count every value of a login, never too few', () => {
    const site = ordinarySite();
    assert.ok(Math.abs(site.logins - 2000) < 1e-6);
    const home = atHome();
    for (const [field, least] of [
      ['network', 200],
      ['asn', 200],
      ['country', 1820],
      ['userAgent', 1100],
      ['languages', 2000],
    ] as const) {
      const count = site.count(field, home[field]);
      assert.ok(count >= least - 1e-6 && count <= least * 1.15, `${field}: ${count}`);
    }
    assert.equal(site.count('country', 'AQ'), 0);
  });

  it('tell how many different values there are, about', () => {
    const site = ordinarySite();
    const near = (is: number, expected: number): void =>
      assert.ok(Math.abs(is - expected) <= 0.1 * expected + 0.1, `${is} is not about ${expected}`);
    near(site.distinct('asn'), 21);
    near(site.distinct('country'), 2);
    near(site.distinct('network'), 181);
    near(siteOf().distinct('asn'), 0);
  });

  it('let what is old weigh half after sixty days, without being written again', () => {
    const cells = new Float64Array(HABIT_CELLS);
    const add = (at: number): void => {
      for (const cell of cellsOf(atHome())) cells[cell] = (cells[cell] ?? 0) + weightAt(at);
    };
    add(HABIT_NOW - 60 * DAY_MS);
    add(HABIT_NOW);
    assert.ok(Math.abs(siteHabits(cells, HABIT_NOW).logins - 1.5) < 1e-9);
    assert.ok(siteHabits(cells, HABIT_NOW + 400 * DAY_MS).distinct('country') < 0.1);
  });

  it('hold for decades', () => {
    assert.ok(Number.isFinite(weightAt(Date.UTC(2120, 0, 1)) * 1e9));
  });
});
