import assert from 'node:assert/strict';
import { AS_SHIPPED } from '../support/server.ts';
import { type Asked, isDegraded, linesOf, quantile, type SteadyLoad } from './steady-load.ts';

/** What the gate promises, and what a busy machine adds to what a caller sees of it. */
const DEADLINE_MS = Number(AS_SHIPPED.SEKISHO_STATE_DEADLINE_MS);
const SLACK_MS = 100;
/** Nobody waits for longer, whatever else the machine does. */
const STALL_MS_MAX = 2000;
/** Answers whose writing to disk took too long are refused: a machine that does more than this test may have some. */
const REFUSED_SHARE_MAX = 0.01;

/**
 * While the state was away, the failure policy answered within its time, and said so. @param usual what was asked before.
 */
export function assertAnsweredMeanwhile(
  load: SteadyLoad,
  usual: readonly Asked[],
  { from, to }: { readonly from: number; readonly to: number },
): void {
  const refused = load.asked.filter(it => it.answer === null);
  const shown = `${refused.length} of ${load.asked.length} were refused, such as ${linesOf(refused)}`;
  assert.ok(refused.length <= load.asked.length * REFUSED_SHARE_MAX, shown);
  for (const { answer } of load.answered().filter(isDegraded)) {
    assert.deepEqual([answer.verdict, answer.decidedBy], ['REVIEW', 'failover']);
  }
  const usualMs = quantile(
    usual.map(it => it.tookMs),
    0.99,
  );
  const meanwhile = load.asked.filter(it => it.sentAt > from && it.sentAt < to).map(it => it.tookMs);
  const most = quantile(meanwhile, 0.95);
  const allowed = DEADLINE_MS + SLACK_MS + 2 * usualMs;
  assert.ok(most <= allowed, `95 % took up to ${most} ms, ${allowed} ms were allowed`);
  const slowest = Math.max(...meanwhile);
  assert.ok(slowest <= STALL_MS_MAX, `the slowest took ${slowest} ms`);
}

/** Again as before: the last ones, sent since then, were judged, but for a few of a busy machine's. */
export function isAsBefore(load: SteadyLoad, since: number, count: number): boolean {
  const last = load.answered().slice(-count);
  const judged = last.filter(it => !isDegraded(it)).length;
  return last.length === count && last.every(it => it.sentAt > since) && judged > 0.8 * count;
}
