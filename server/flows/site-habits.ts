import { setImmediate as turn } from 'node:timers/promises';
import { LIMITS } from '../limits.ts';
import type { Clock } from '../ports/clock.ts';
import type { HabitCounts, HabitCursor, Habits } from '../ports/habit-counts.ts';
import { countedHabits } from './counted-habits.ts';
import { exchanger } from './exchanger.ts';

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

  const read = async (): Promise<void> => {
    const now = clock.now();
    // All that changed then, or later.
    let after: HabitCursor | null = { at: readAt, siteId: '', cell: -1 };
    // What changes meanwhile comes at the end, once more: after so many pages the rest is left for the next time.
    for (let pages = 0; pages < LIMITS.habitPagesMax && after !== null; pages++) {
      const page = await store.changed(after, LIMITS.habitCellsRead);
      counted.learn(page);
      after = page.length < LIMITS.habitCellsRead ? null : (page.at(-1) ?? null);
      // The embedded store answers in this thread: between two pages others have their turn.
      await turn();
    }
    readAt = after === null ? now - LIMITS.habitReadAgainMs : after.at;
  };
  await read();
  return {
    of: counted.of,
    note: counted.note,
    sums: counted.sums,
    add: counted.add,
    exchange: exchanger(counted, taken => store.add(taken, clock.now()), read, onAway),
  };
}
