/** A step of the server's clock backwards is believed after this time at the latest. */
const FORGOTTEN_AFTER_MS = 10_000;

/**
 * How far a server's clock is ahead of our monotonic one. A reply that came at `r` and says it was `t` shows at least `t - r`; the
 * greatest of the latest is the nearest to the truth, for it came the fastest, and never too much while the clock goes evenly.
 */
export class ServerClock {
  #aheadMs = Number.NEGATIVE_INFINITY;
  #aheadMsBefore = Number.NEGATIVE_INFINITY;
  #since = 0;

  /** @param serverMs what the reply says. @param now our monotonic time. */
  saw(serverMs: number, now: number): void {
    if (now - this.#since > FORGOTTEN_AFTER_MS) {
      this.#aheadMsBefore = this.#aheadMs;
      this.#aheadMs = Number.NEGATIVE_INFINITY;
      this.#since = now;
    }
    this.#aheadMs = Math.max(this.#aheadMs, serverMs - now);
  }

  /** Our moment in the server's time, not later than it is there; null before the first reply. */
  at(ours: number): number | null {
    const ahead = Math.max(this.#aheadMs, this.#aheadMsBefore);
    return ahead === Number.NEGATIVE_INFINITY ? null : Math.floor(ours + ahead);
  }
}
