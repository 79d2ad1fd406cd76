import type { ErrorRequestHandler, RequestHandler } from 'express';
import { PROBLEMS, type ProblemCode, ProblemError, problemOf, RecordsAway, StateAway } from '../errors.ts';
import type { Gate } from '../gate.ts';
import { leaveLane } from './admission.ts';
import { drainBody } from './drain-body.ts';
import { requestIdOf } from './observe.ts';
import { retryAfterS } from './retry-after.ts';

/** The one place where a failure becomes an answer: a problem of the catalogue, never a stack, never an echo. */
export function answerProblem(gate: Gate): ErrorRequestHandler {
  return async (error: unknown, req, res, _next) => {
    const requestId = requestIdOf(res);
    const code = codeOf(error);
    if (code === 'internal') gate.log.error({ requestId, err: error }, 'request failed');
    else if (error instanceof Error && error.cause !== undefined)
      gate.log.warn({ requestId, code, err: error.cause }, 'request refused');
    gate.metrics.problems.inc({ code });
    res.locals['problem'] = code;
    if (res.headersSent) return void res.destroy();
    const { status } = PROBLEMS[code];
    const waitS = retryAfterS(code);
    if (waitS !== null) res.set('Retry-After', String(waitS));
    if (status === 401) res.set('WWW-Authenticate', 'Bearer');
    leaveLane(res);
    if (code !== 'body-timeout') await drainBody(req);
    // More than that is not read: the connection goes with it.
    if (!req.complete) res.set('Connection', 'close');
    res.set('Cache-Control', 'no-store');
    const fields = error instanceof ProblemError ? error.fields : [];
    res
      .status(status)
      .type('application/problem+json')
      .send(JSON.stringify(problemOf(code, requestId, fields)));
  };
}

function codeOf(error: unknown): ProblemCode {
  if (error instanceof ProblemError) return error.code;
  if (error instanceof StateAway) return 'state-away';
  if (error instanceof RecordsAway) return 'records-away';
  // Express itself: a path that does not decode, a range or a condition that a static file cannot meet.
  if (error instanceof URIError) return 'route-unknown';
  const status: unknown = error instanceof Error ? Reflect.get(error, 'status') : undefined;
  return typeof status === 'number' && status >= 400 && status < 500 ? 'request-invalid' : 'internal';
}

export const routeUnknown: RequestHandler = (_req, _res, next) => next(new ProblemError('route-unknown'));
