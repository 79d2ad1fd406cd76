import { setTimeout as pause } from 'node:timers/promises';
import { attentiveMs } from '../../server/adapters/attentive-clock.ts';

const POLL_MS = 100;

/**
 * Asks `probe` until it answers something other than null, undefined or false, and hands that out.
 * Throws after `withinMs`, with `what` and the last answer: a title, say, that shows where the page stood. Time in which a busy machine
 * held this process up does not count: it held up what is waited for as well.
 */
export async function eventually<T>(
  what: string,
  probe: () => Promise<T | null | undefined | false> | T | null | undefined | false,
  { withinMs = 10_000, seen }: { withinMs?: number; seen?: () => unknown } = {},
): Promise<T> {
  const end = attentiveMs() + withinMs;
  for (;;) {
    const answer = await probe();
    if (answer !== null && answer !== undefined && answer !== false) return answer;
    if (attentiveMs() > end) {
      const last = seen === undefined ? '' : `; last seen: ${JSON.stringify(await seen())}`;
      throw new Error(`not within ${withinMs} ms: ${what}${last}`);
    }
    await pause(POLL_MS);
  }
}
