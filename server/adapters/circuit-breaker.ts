/** `probing`: open, and a call is on its way that may close it. */
export type BreakerState = 'closed' | 'open' | 'probing';

export type BreakerLimits = {
  /** It opens after so many failures in a row … */
  readonly failures: number;
  /** … or when this share of so many most recent calls failed: a store that answers every other time is no store. */
  readonly recentCalls: number;
  readonly failedShare: number;
  /** While open, one call goes through in each such time. */
  readonly probeMs: number;
};

export type Ended = 'succeeded' | 'failed';
/** Told by the caller how, and when, what was let through ended; the first word counts. */
export type Pass = (ended: Ended, now: number) => void;

/**
 * When to leave a store alone, and when to ask it again. Every moment is the caller's, in milliseconds that never go back. What was
 * let through before it last opened or closed says nothing about now, and is not counted.
 */
export class CircuitBreaker {
  readonly #limits: BreakerLimits;
  readonly #onChange: (state: BreakerState) => void;
  #state: BreakerState = 'closed';
  #era = 0;
  #inARow = 0;
  /** Of the current era, `true` for a failure, the oldest first. */
  #recent: boolean[] = [];
  #probesOut = 0;
  #probeFrom = 0;

  constructor(limits: BreakerLimits, onChange: (state: BreakerState) => void) {
    this.#limits = limits;
    this.#onChange = onChange;
  }

  get state(): BreakerState {
    return this.#state;
  }

  /**
   * null: the store is not to be asked. A probe that hangs keeps the next one from nothing.
   * @param now monotonic milliseconds. @param always also while open: a call that asks how the store is.
   */
  enter(now: number, always = false): Pass | null {
    const isProbe = this.#state !== 'closed';
    if (isProbe) {
      if (!always) {
        if (now < this.#probeFrom) return null;
        this.#probeFrom = now + this.#limits.probeMs;
      }
      this.#probesOut++;
      this.#become('probing');
    }
    const era = this.#era;
    let isOut = true;
    return (ended, at) => {
      if (!isOut || era !== this.#era) return;
      isOut = false;
      if (isProbe) this.#probed(ended);
      else this.#called(ended, at);
    };
  }

  #called(ended: Ended, now: number): void {
    const failed = ended === 'failed';
    this.#inARow = failed ? this.#inARow + 1 : 0;
    this.#recent.push(failed);
    if (this.#recent.length > this.#limits.recentCalls) this.#recent.shift();
    if (failed && this.#isEnough()) {
      this.#probeFrom = now + this.#limits.probeMs;
      this.#begin('open');
    }
  }

  #isEnough(): boolean {
    const { failures, recentCalls, failedShare } = this.#limits;
    if (this.#inARow >= failures) return true;
    return this.#recent.length >= recentCalls && this.#recent.filter(Boolean).length >= recentCalls * failedShare;
  }

  #probed(ended: Ended): void {
    this.#probesOut--;
    if (ended === 'succeeded') this.#begin('closed');
    else if (this.#probesOut === 0) this.#become('open');
  }

  #begin(state: 'open' | 'closed'): void {
    this.#era++;
    this.#inARow = 0;
    this.#recent = [];
    this.#probesOut = 0;
    this.#become(state);
  }

  #become(state: BreakerState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#onChange(state);
  }
}
