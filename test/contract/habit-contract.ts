import assert from 'node:assert/strict';
import type { HabitCell, HabitCounts, HabitCursor } from '../../server/ports/habit-counts.ts';

export type HabitsUnderTest = {
  readonly habitCounts: HabitCounts;
  readonly close: () => Promise<void>;
};

const line = ({ siteId, cell, weight }: HabitCell): string => `${siteId} ${cell} ${weight}`;
const cellsOf = (siteId: string, ...sums: readonly (readonly [cell: number, weight: number])[]): HabitCell[] =>
  sums.map(([cell, weight]) => ({ siteId, cell, weight }));

/** What the port means, on whatever store. */
export function habitContract(open: () => Promise<HabitsUnderTest>): void {
  let it_: HabitsUnderTest;
  beforeEach(async () => {
    it_ = await open();
  });
  afterEach(() => it_.close());
  const since = (at: number): HabitCursor => ({ at, siteId: '', cell: -1 });
  const lines = async (from = 0): Promise<string> => (await it_.habitCounts.changed(since(from), 100)).map(line).join();

  it('adds to what is there, and keeps the sites apart', async () => {
    await it_.habitCounts.add([...cellsOf('bank', [0, 1.5], [7, 1]), ...cellsOf('shop', [0, 4])], 1000);
    await it_.habitCounts.add(cellsOf('bank', [0, 0.25]), 2000);
    assert.equal(await lines(), 'bank 7 1,shop 0 4,bank 0 1.75', 'the longest ago first');
    await it_.habitCounts.add([], 3000);
  });

  it('tells what changed since, and only that', async () => {
    await it_.habitCounts.add(cellsOf('bank', [0, 1], [7, 1]), 1000);
    await it_.habitCounts.add(cellsOf('bank', [7, 1]), 2000);
    assert.equal(await lines(2000), 'bank 7 2');
    assert.equal(await lines(2001), '');
  });

  it('tells them page by page, each once', async () => {
    const bank = Array.from({ length: 1200 }, (_, cell) => [cell, 1] as const);
    await it_.habitCounts.add([...cellsOf('bank', ...bank), ...cellsOf('shop', [0, 1], [1, 1])], 1000);
    const seen: string[] = [];
    for (let after: HabitCursor | null = since(0); after !== null; ) {
      const page: readonly (HabitCell & HabitCursor)[] = await it_.habitCounts.changed(after, 500);
      seen.push(...page.map(line));
      after = page.length < 500 ? null : (page.at(-1) ?? null);
    }
    assert.equal(seen.length, 1202);
    assert.equal(new Set(seen).size, 1202);
  });

  it('holds the weights of decades, and loses nothing of what two add at once', async () => {
    const large = 2 ** 500;
    await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        it_.habitCounts.add(n % 2 === 0 ? cellsOf('bank', [1, large], [2, 1]) : cellsOf('bank', [2, 1], [1, large]), n),
      ),
    );
    assert.deepEqual((await lines()).split(',').toSorted(), [`bank 1 ${20 * large}`, 'bank 2 20']);
  });
}
