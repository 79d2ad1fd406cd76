const TICK_MS = 10;

type Ticking = { elapsed: number; last: number };
let ticking: Ticking | null = null;

/**
 * Milliseconds, never going back, in which this process could have heard an answer: while it is held up, by a flood of requests, a
 * pause for its memory, or a machine that is busy with others, hardly any pass. What others are given time for is measured with it:
 * otherwise whoever floods this process makes its stores seem away, and has the failure policy decide. Begins with its first use.
 */
export function attentiveMs(): number {
  ticking ??= tick();
  return ticking.elapsed + Math.min(TICK_MS, performance.now() - ticking.last);
}

function tick(): Ticking {
  const it: Ticking = { elapsed: 0, last: performance.now() };
  setInterval(() => {
    const now = performance.now();
    // Node makes up for no tick that it missed: late by ten, it ticks once.
    it.elapsed += Math.min(TICK_MS, now - it.last);
    it.last = now;
  }, TICK_MS).unref();
  return it;
}
