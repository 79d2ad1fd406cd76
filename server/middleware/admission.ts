import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHandler, Response } from 'express';
import { PROBLEMS, ProblemError, problemOf } from '../errors.ts';
import type { LIMITS } from '../limits.ts';
import type { HeldBody } from './body-budget.ts';
import { delayedRefusals } from './delayed-refusals.ts';
import { LANES, Lane, type LaneName } from './lane.ts';
import { RETRY_AFTER_S } from './retry-after.ts';

export type { LaneName } from './lane.ts';

/** A request's place in its lane. */
type Place = {
  readonly leave: () => void;
  readonly outside: <T>(wait: () => Promise<T>) => Promise<T>;
  /** `giveUp`: its lane has no room for the bodies that are still on their way, and this one is the oldest. */
  readonly holdBody: (giveUp: () => void) => HeldBody;
};

export type Admission = {
  /** Lets a request wait for its turn; refused with Retry-After once too many do. */
  readonly admit: (lane: LaneName) => RequestHandler;
  /**
   * Turns a request away before anything was done for it, where its lane has no room: a flood costs the process little more
   * than reading its headers. False: there is room.
   */
  readonly turnAway: (lane: LaneName, req: IncomingMessage, res: ServerResponse) => boolean;
  /** Of the lanes that were asked for here. */
  readonly counts: () => readonly { readonly name: LaneName; readonly waiting: number; readonly inWork: number }[];
};

export type AdmissionWatch = {
  readonly onTurnedAway: () => void;
  /** A request met this limit. */
  readonly onLimit: (limit: keyof typeof LIMITS) => void;
};

/** One set of lanes for a listener. */
export function createAdmission({ onTurnedAway, onLimit }: AdmissionWatch): Admission {
  const opened = (name: keyof typeof LANES) => ({
    lane: new Lane(LANES[name], limit => onLimit(`${name}${limit}`)),
    refuseLater: delayedRefusals(LANES[name].refusalDelayMs, () => onLimit('refusalsDelayedMax')),
  });
  const lanes = { collect: opened('collect'), screening: opened('screening'), console: opened('console') };
  const used = new Set<keyof typeof lanes>();
  return {
    counts: () => [...used].map(name => ({ name, ...lanes[name].lane.counts })),
    admit: name => {
      if (name === 'open') return (_req, _res, next) => next();
      const { lane, refuseLater } = lanes[name];
      used.add(name);
      return (req, res, next) => {
        const abort = (): void => void req.socket.destroy();
        const place = placeIn(lane, res, fail => refuseLater(() => fail(new ProblemError('busy')), abort));
        res.locals[PLACE] = place;
        place.enter(next, next);
      };
    },
    turnAway: (name, req, res) => {
      if (name === 'open' || !lanes[name].lane.isFull) return false;
      onTurnedAway();
      onLimit(`${name}WaitingMax`);
      lanes[name].refuseLater(
        () => answerBusy(res),
        () => req.socket.destroy(),
      );
      return true;
    },
  };
}

function answerBusy(res: ServerResponse): void {
  const requestId = randomUUID();
  const body = JSON.stringify(problemOf('busy', requestId));
  res.writeHead(PROBLEMS.busy.status, {
    'Content-Type': 'application/problem+json; charset=utf-8',
    'X-Request-Id': requestId,
    'Retry-After': String(RETRY_AFTER_S.busy),
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
    holdBody: giveUp => {
      const held = lane.bodies.hold(giveUp);
      res.once('close', held.release);
      return held;
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

/** Counts the request's body against what its lane may hold, until it is answered; null: it is in no lane. */
export function holdBody(res: Response, giveUp: () => void): HeldBody | null {
  const place: Place | undefined = res.locals[PLACE];
  return place === undefined ? null : place.holdBody(giveUp);
}
