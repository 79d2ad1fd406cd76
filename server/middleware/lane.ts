import { LIMITS } from '../limits.ts';
import { BodyBudget } from './body-budget.ts';

export type LaneName = 'collect' | 'screening' | 'console' | 'open';

export type LaneLimits = {
  readonly inWorkMax: number;
  readonly waitingMax: number;
  readonly waitMsMax: number;
  /** How many may begin in one turn of the event loop: between turns the other lanes have theirs. */
  readonly perTurn: number;
  /** A refusal is answered after this time. */
  readonly refusalDelayMs: number;
  readonly bodiesBytesMax: number;
};

/** `open` has none: what answers from memory, and what must answer when nothing else does. */
export const LANES: Readonly<Record<Exclude<LaneName, 'open'>, LaneLimits>> = {
  collect: {
    inWorkMax: LIMITS.collectInWorkMax,
    waitingMax: LIMITS.collectWaitingMax,
    waitMsMax: LIMITS.collectWaitMsMax,
    perTurn: LIMITS.collectPerTurn,
    refusalDelayMs: LIMITS.refusalDelayMs,
    bodiesBytesMax: LIMITS.collectBodiesBytesMax,
  },
  screening: {
    inWorkMax: LIMITS.screeningInWorkMax,
    waitingMax: LIMITS.screeningWaitingMax,
    waitMsMax: LIMITS.screeningWaitMsMax,
    perTurn: LIMITS.screeningInWorkMax,
    refusalDelayMs: LIMITS.screeningRefusalDelayMs,
    bodiesBytesMax: LIMITS.screeningBodiesBytesMax,
  },
  console: {
    inWorkMax: LIMITS.consoleInWorkMax,
    waitingMax: LIMITS.consoleWaitingMax,
    waitMsMax: LIMITS.consoleWaitMsMax,
    perTurn: 1,
    refusalDelayMs: LIMITS.refusalDelayMs,
    bodiesBytesMax: LIMITS.consoleBodiesBytesMax,
  },
};

/** Which of its limits a request met. */
export type LaneLimit = 'WaitingMax' | 'WaitMsMax' | 'BodiesBytesMax';

type Waiting = { readonly since: number; readonly begin: () => void; readonly refuse: () => void };

/** A queue of its own for each kind of request, so that flooding one never starves the other. Bounded in length and wait. */
export class Lane {
  readonly #limits: LaneLimits;
  readonly #onLimit: (limit: LaneLimit) => void;
  readonly #waiting: Waiting[] = [];
  readonly bodies: BodyBudget;
  #inWork = 0;
  #turnDue = false;
  #expiry: NodeJS.Timeout | null = null;

  constructor(limits: LaneLimits, onLimit: (limit: LaneLimit) => void) {
    this.#limits = limits;
    this.#onLimit = onLimit;
    this.bodies = new BodyBudget(limits.bodiesBytesMax, () => onLimit('BodiesBytesMax'));
  }

  get counts(): { readonly waiting: number; readonly inWork: number } {
    return { waiting: this.#waiting.length, inWork: this.#inWork };
  }

  get isFull(): boolean {
    return this.#waiting.length >= this.#limits.waitingMax;
  }

  enter(begin: () => void, refuse: () => void): void {
    if (this.isFull) {
      this.#onLimit('WaitingMax');
      refuse();
      return;
    }
    this.#waiting.push({ since: performance.now(), begin, refuse });
    this.#takeTurn();
    this.#watchFirst();
  }

  leave(): void {
    this.#inWork--;
    this.#takeTurn();
  }

  #takeTurn(): void {
    if (this.#turnDue || this.#waiting.length === 0 || this.#inWork >= this.#limits.inWorkMax) return;
    this.#turnDue = true;
    setImmediate(() => {
      this.#turnDue = false;
      this.#begin();
      this.#takeTurn();
    });
  }

  #begin(): void {
    this.#refuseLate();
    for (let begun = 0; begun < this.#limits.perTurn && this.#inWork < this.#limits.inWorkMax; begun++) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      this.#inWork++;
      next.begin();
    }
  }

  /** Also while nothing in work ends: nobody waits longer than he may. */
  #watchFirst(): void {
    const [first] = this.#waiting;
    if (first === undefined || this.#expiry !== null) return;
    const waitMs = first.since + this.#limits.waitMsMax - performance.now();
    this.#expiry = setTimeout(
      () => {
        this.#expiry = null;
        this.#refuseLate();
        this.#watchFirst();
      },
      Math.max(1, waitMs),
    ).unref();
  }

  #refuseLate(): void {
    const until = performance.now() - this.#limits.waitMsMax;
    for (let first = this.#waiting[0]; first !== undefined && first.since <= until; first = this.#waiting[0]) {
      this.#waiting.shift();
      this.#onLimit('WaitMsMax');
      first.refuse();
    }
  }
}
