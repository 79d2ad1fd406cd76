import { setTimeout as pause } from 'node:timers/promises';

const POLL_MS = 100;

/**
 * Asks `probe` until it answers something other than null, undefined or false, and hands that out.
 * Throws after `withinMs`, with `what` and the last answer: a title, say, that shows where the page stood.
 */
export async function eventually<T>(
  what: string,
  probe: () => Promise<T | null | undefined | false> | T | null | undefined | false,
  { withinMs = 10_000, seen }: { withinMs?: number; seen?: () => unknown } = {},
): Promise<T> {
  const end = performance.now() + withinMs;
  for (;;) {
    const answer = await probe();
    if (answer !== null && answer !== undefined && answer !== false) return answer;
    if (performance.now() > end) {
      const last = seen === undefined ? '' : `; last seen: ${JSON.stringify(await seen())}`;
      throw new Error(`not within ${withinMs} ms: ${what}${last}`);
    }
    await pause(POLL_MS);
  }
}
