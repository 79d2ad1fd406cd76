import { LIMITS } from '../limits.ts';

type Delayed = { readonly dueAt: number; readonly refuse: () => void };

/**
 * A closed loop of callers slows down to the pace of its refusals; what is beyond even that is cut off. Only a few are answered in one
 * turn of the event loop: callers that were refused together come again together, and would stop everybody else each time.
 */
export function delayedRefusals(delayMs: number, onLimit: () => void): (refuse: () => void, abort: () => void) => void {
  /** The first due first: all have the same delay. */
  const waiting: Delayed[] = [];
  let isPumping = false;

  const answerDue = (): void => {
    const now = performance.now();
    for (let n = 0; n < LIMITS.refusalsPerTurn; n++) {
      const [first] = waiting;
      if (first === undefined || first.dueAt > now) break;
      waiting.shift();
      first.refuse();
    }
    pump();
  };
  const pump = (): void => {
    const [first] = waiting;
    isPumping = first !== undefined;
    if (first === undefined) return;
    const waitMs = first.dueAt - performance.now();
    if (waitMs <= 0) setImmediate(answerDue);
    else setTimeout(answerDue, waitMs).unref();
  };

  return (refuse, abort) => {
    if (waiting.length >= LIMITS.refusalsDelayedMax) {
      onLimit();
      abort();
      return;
    }
    waiting.push({ dueAt: performance.now() + delayMs, refuse });
    if (!isPumping) pump();
  };
}
