import { setImmediate as turn } from 'node:timers/promises';
import { LIMITS } from '../limits.ts';
import type { Clock } from '../ports/clock.ts';
import type { HabitCell, HabitCounts, Habits } from '../ports/habit-counts.ts';
import { countedHabits } from './counted-habits.ts';

export type ExchangedHabits = Habits & {
  /** Stores what was counted, and reads what others did; one at a time. Never rejects. */
  readonly exchange: () => Promise<void>;
};

/**
 * Reads the sums once, and rejects where that fails; what comes after is known when it is exchanged.
 * @param onAway counts could not be stored or read: they are kept, and tried again.
 */
export async function openHabits(
  store: HabitCounts,
  clock: Pick<Clock, 'now'>,
  onAway: (error: unknown) => void,
): Promise<ExchangedHabits> {
  const counted = countedHabits(clock);
  let readAt = 0;
  let last: Promise<void> = Promise.resolve();

  const read = async (): Promise<void> => {
    const now = clock.now();
    let after: HabitCell | null = null;
    for (;;) {
      const page: readonly HabitCell[] = await store.changed(readAt, after, LIMITS.habitCellsRead);
      counted.learn(page);
      after = page.at(-1) ?? null;
      if (page.length < LIMITS.habitCellsRead) break;
      // The embedded store answers in this thread: between two pages others have their turn.
      await turn();
    }
    readAt = now - LIMITS.habitReadAgainMs;
  };
  const write = async (): Promise<void> => {
    const taken = counted.take();
    try {
      await store.add(taken, clock.now());
    } catch (error) {
      counted.putBack(taken);
      throw error;
    }
  };
  const exchangeOnce = async (): Promise<void> => {
    try {
      await write();
      await read();
    } catch (error) {
      onAway(error);
    }
  };

  await read();
  return {
    of: counted.of,
    note: counted.note,
    exchange: () => {
      last = last.then(exchangeOnce);
      return last;
    },
  };
}
