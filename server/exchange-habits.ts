import type { Logger } from 'pino';
import { exchangeRegularly } from './exchange-regularly.ts';
import { type ExchangedHabits, openHabits } from './flows/site-habits.ts';
import { LIMITS } from './limits.ts';
import type { Clock } from './ports/clock.ts';
import type { HabitCounts } from './ports/habit-counts.ts';

/** How usual things are on each site, exchanged with the store until it is stopped; then once more. */
export async function exchangeHabits(
  store: HabitCounts,
  clock: Pick<Clock, 'now'>,
  log: Logger,
): Promise<{ readonly habits: ExchangedHabits; readonly stop: () => Promise<void> }> {
  const habits = await openHabits(store, clock, error =>
    log.error({ err: error }, "the site's counts of habits were not stored or read: tried again"),
  );
  return { habits, ...exchangeRegularly(habits.exchange, LIMITS.habitEveryMs) };
}
