import assert from 'node:assert/strict';
import { openHabits } from '../../server/flows/site-habits.ts';
import type { HabitCell, HabitCounts, HabitCursor } from '../../server/ports/habit-counts.ts';
import { atHome, HABIT_NOW } from '../support/habits.ts';

/** Sums as a store keeps them, which can be away. */
function sumsInMemory() {
  const kept = new Map<string, HabitCell & { readonly at: number }>();
  const store = { away: false, read: 0 };
  const counts: HabitCounts = {
    add: async (cells, at) => {
      if (store.away) throw new Error('away');
      for (const { siteId, cell, weight } of cells) {
        const before = kept.get(`${siteId} ${cell}`)?.weight ?? 0;
        kept.set(`${siteId} ${cell}`, { siteId, cell, weight: weight + before, at });
      }
    },
    changed: async (after, limit) => {
      if (store.away) throw new Error('away');
      const order = (a: HabitCursor, b: HabitCursor): number =>
        a.at - b.at || (a.siteId === b.siteId ? a.cell - b.cell : a.siteId < b.siteId ? -1 : 1);
      const page = [...kept.values()]
        .filter(it => order(it, after) > 0)
        .toSorted(order)
        .slice(0, limit);
      store.read += page.length;
      return page;
    },
  };
  return { store, counts };
}

describe('the habits of sites', () => {
  const clock = { now: () => HABIT_NOW };
  const open = async (counts: HabitCounts) => {
    const told: unknown[] = [];
    return { habits: await openHabits(counts, clock, error => told.push(error)), told };
  };
  const near = (is: number, expected: number): void =>
    assert.ok(Math.abs(is - expected) < 1e-6, `${is} is not ${expected}`);

  it('count what this process saw at once, and what others saw once it is exchanged', async () => {
    const { counts } = sumsInMemory();
    const [{ habits: one }, { habits: other }] = [await open(counts), await open(counts)];
    one.note('bank', atHome());
    other.note('bank', atHome({ country: 'US' }));
    near(one.of('bank').logins, 1);
    await one.exchange();
    await other.exchange();
    await one.exchange();
    for (const { of } of [one, other]) {
      near(of('bank').logins, 2);
      near(of('bank').count('country', 'US'), 1);
      near(of('shop').logins, 0);
    }
  });

  it('know at the start what the store has, however much', async () => {
    const { counts } = sumsInMemory();
    const { habits } = await open(counts);
    for (let n = 0; n < 2000; n++) habits.note(`site-${n % 3}`, atHome({ networkRef: `n${n}` }));
    await habits.exchange();
    const { habits: later } = await open(counts);
    near(later.of('site-0').logins, 667);
    near(later.of('site-2').logins, 666);
  });

  it('lose and double nothing while the store is away', async () => {
    const { store, counts } = sumsInMemory();
    const { habits, told } = await open(counts);
    habits.note('bank', atHome());
    store.away = true;
    await habits.exchange();
    habits.note('bank', atHome());
    assert.equal(told.length, 1);
    store.away = false;
    await Promise.all([habits.exchange(), habits.exchange()]);
    near(habits.of('bank').logins, 2);
    near((await open(counts)).habits.of('bank').logins, 2);
  });
});
