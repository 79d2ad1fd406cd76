import type { Server } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { LIMITS } from './limits.ts';
import type { Readiness } from './readiness.ts';

/**
 * Ends the listeners so that nobody notices: first it is not ready, for as long as a balancer that asks needs to see it; then
 * nothing new is taken, and what is in work is answered.
 */
export async function drain(servers: readonly Server[], readiness: Readiness): Promise<void> {
  readiness.leave();
  if (readiness.isWatched()) await pause(LIMITS.drainNoticeMs);
  const closed = servers.map(server => new Promise<void>(resolve => server.close(() => resolve())));
  // Again and again: callers keep their connections for minutes after the last answer on them.
  const closing = setInterval(() => {
    for (const server of servers) server.closeIdleConnections();
  }, LIMITS.drainEveryMs);
  await Promise.all(closed);
  clearInterval(closing);
}

/** Runs the end once, and ends the process: 1 where it failed or took too long, or at the second signal. */
export function endOnSignal(end: () => Promise<void>): { readonly begin: () => void } {
  let ending = false;
  const begin = (): void => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(1), LIMITS.drainMsMax).unref();
    end().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  const onSignal = (): void => {
    if (ending) process.exit(1);
    begin();
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
  return { begin };
}
