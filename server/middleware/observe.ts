import { randomUUID } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import type { Gate } from '../gate.ts';
import { ignoredForwardings } from './client-address.ts';

const REQUEST_ID = 'X-Request-Id';

export const requestIdOf = (res: Response): string => String(res.getHeader(REQUEST_ID));

const problemOf = (res: Response): string | undefined =>
  typeof res.locals['problem'] === 'string' ? res.locals['problem'] : undefined;

/** Gives every request its id, and one log line and one measurement at its end: no query string, no address, no person. */
export function observe(gate: Gate): RequestHandler {
  const { metrics, log } = gate;
  return (req, res, next) => {
    const started = performance.now();
    res.setHeader(REQUEST_ID, randomUUID());
    const ignored = ignoredForwardings(req);
    if (ignored > 0) metrics.forwardedIgnored.inc(ignored);
    res.once('close', () => {
      const ms = performance.now() - started;
      const route = typeof res.locals['route'] === 'string' ? res.locals['route'] : 'other';
      const status = res.writableFinished ? res.statusCode : 499;
      metrics.requestSeconds.observe({ route, method: req.method, status }, ms / 1000);
      const line = {
        requestId: requestIdOf(res),
        method: req.method,
        route,
        status,
        ms: Math.round(ms * 10) / 10,
        problem: problemOf(res),
      };
      if (route.startsWith('/v1/')) log.info(line, 'request');
      else log.debug(line, 'request');
    });
    next();
  };
}
