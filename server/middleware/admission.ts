import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHandler, Response } from 'express';
import { PROBLEMS, ProblemError, problemOf } from '../errors.ts';
import { LIMITS } from '../limits.ts';

export type LaneName = 'collect' | 'screening' | 'open';

type LaneLimits = {
  readonly inWorkMax: number;
  readonly waitingMax: number;
  readonly waitMsMax: number;
  /** How many may begin in one turn of the event loop: between turns the other lanes have theirs. */
  readonly perTurn: number;
};

const LANES: Readonly<Record<Exclude<LaneName, 'open'>, LaneLimits>> = {
  collect: {
    inWorkMax: LIMITS.collectInWorkMax,
    waitingMax: LIMITS.collectWaitingMax,
    waitMsMax: LIMITS.collectWaitMsMax,
    perTurn: LIMITS.collectPerTurn,
  },
  screening: {
    inWorkMax: LIMITS.screeningInWorkMax,
    waitingMax: LIMITS.screeningWaitingMax,
    waitMsMax: LIMITS.screeningWaitMsMax,
    perTurn: LIMITS.screeningInWorkMax,
  },
};

type Waiting = { readonly since: number; readonly begin: () => void; readonly refuse: () => void };

/** A queue of its own for each kind of request, so that flooding one never starves the other. Bounded in length and wait. */
class Lane {
  readonly #limits: LaneLimits;
  readonly #onWaiting: (waiting: number) => void;
  readonly #waiting: Waiting[] = [];
  #inWork = 0;
  #turnDue = false;

  constructor(limits: LaneLimits, onWaiting: (waiting: number) => void) {
    this.#limits = limits;
    this.#onWaiting = onWaiting;
  }

  get isFull(): boolean {
    return this.#waiting.length >= this.#limits.waitingMax;
  }

  enter(begin: () => void, refuse: () => void): void {
    if (this.isFull) {
      refuse();
      return;
    }
    this.#waiting.push({ since: performance.now(), begin, refuse });
    this.#takeTurn();
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
      this.#onWaiting(this.#waiting.length);
      this.#takeTurn();
    });
  }

  #begin(): void {
    const now = performance.now();
    for (let begun = 0; begun < this.#limits.perTurn && this.#inWork < this.#limits.inWorkMax; ) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      if (now - next.since > this.#limits.waitMsMax) {
        next.refuse();
        continue;
      }
      begun++;
      this.#inWork++;
      next.begin();
    }
  }
}

/** A request's place in its lane. */
type Place = { readonly leave: () => void; readonly outside: <T>(wait: () => Promise<T>) => Promise<T> };

export type Admission = {
  /** Lets a request wait for its turn; refused with Retry-After once too many do. */
  readonly admit: (lane: LaneName) => RequestHandler;
  /**
   * Turns a request away before anything was done for it, where its lane has no room: a flood costs the process little more
   * than reading its headers. False: there is room.
   */
  readonly turnAway: (lane: LaneName, req: IncomingMessage, res: ServerResponse) => boolean;
};

export type AdmissionWatch = {
  readonly onWaiting: (lane: LaneName, waiting: number) => void;
  readonly onTurnedAway: () => void;
};

/** One set of lanes for a process. */
export function createAdmission({ onWaiting, onTurnedAway }: AdmissionWatch): Admission {
  const lanes = new Map<LaneName, Lane>();
  for (const name of ['collect', 'screening'] as const) {
    lanes.set(name, new Lane(LANES[name], waiting => onWaiting(name, waiting)));
  }
  const refuseLater = delayedRefusals();
  return {
    admit: name => {
      const lane = lanes.get(name);
      if (lane === undefined) return (_req, _res, next) => next();
      return (req, res, next) => {
        const abort = (): void => void req.socket.destroy();
        const place = placeIn(lane, res, fail => refuseLater(() => fail(new ProblemError('busy')), abort));
        res.locals[PLACE] = place;
        place.enter(next, next);
      };
    },
    turnAway: (name, req, res) => {
      if (lanes.get(name)?.isFull !== true) return false;
      onTurnedAway();
      refuseLater(
        () => answerBusy(res),
        () => req.socket.destroy(),
      );
      return true;
    },
  };
}

/** A closed loop of callers slows down to the pace of its refusals; what is beyond even that is cut off. */
function delayedRefusals(): (refuse: () => void, abort: () => void) => void {
  let waiting = 0;
  return (refuse, abort) => {
    if (waiting >= LIMITS.refusalsDelayedMax) {
      abort();
      return;
    }
    waiting++;
    setTimeout(() => {
      waiting--;
      refuse();
    }, LIMITS.refusalDelayMs).unref();
  };
}

function answerBusy(res: ServerResponse): void {
  const requestId = randomUUID();
  const body = JSON.stringify(problemOf('busy', requestId));
  res.writeHead(PROBLEMS.busy.status, {
    'Content-Type': 'application/problem+json; charset=utf-8',
    'X-Request-Id': requestId,
    'Retry-After': String(LIMITS.retryAfterS),
    'Cache-Control': 'no-store',
    Connection: 'close',
  });
  res.end(body);
}

function placeIn(
  lane: Lane,
  res: Response,
  refuse: (fail: (error: unknown) => void) => void,
): Place & { readonly enter: (go: () => void, fail: (error: unknown) => void) => void } {
  let inside = false;
  const leave = (): void => {
    if (inside) lane.leave();
    inside = false;
  };
  const enter = (go: () => void, fail: (error: unknown) => void): void => {
    const begin = (): void => {
      inside = true;
      if (res.destroyed || res.closed) leave();
      else go();
    };
    lane.enter(begin, () => refuse(fail));
  };
  res.once('close', leave);
  return {
    leave,
    enter,
    outside: async wait => {
      leave();
      const it = await wait();
      await new Promise<void>(enter);
      return it;
    },
  };
}

const PLACE = 'place';

/** Waits for the caller himself outside his lane, where he has one: bodies that never come keep nobody else waiting. */
export function waitOutside<T>(res: Response, wait: () => Promise<T>): Promise<T> {
  const place: Place | undefined = res.locals[PLACE];
  return place === undefined ? wait() : place.outside(wait);
}

/** What is still to do for this request takes nobody's turn. */
export function leaveLane(res: Response): void {
  const place: Place | undefined = res.locals[PLACE];
  place?.leave();
}
