import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { RequestHandler } from 'express';
import helmet from 'helmet';

/**
 * helmet's set, but: no HSTS and no upgrade to https (whether there is https is the site's own matter, and the demo has none);
 * same-origin referrers, because with `no-referrer` browsers post forms with `Origin: null`.
 */
const HELMET = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      'default-src': ["'self'"],
      'base-uri': ["'none'"],
      'form-action': ["'self'"],
      'frame-ancestors': ["'none'"],
      'object-src': ["'none'"],
    },
  },
  strictTransportSecurity: false,
  referrerPolicy: { policy: 'same-origin' },
});

/** None of them depends on the request: helmet is asked once, not a dozen middlewares each time. */
export function securityHeaders(): RequestHandler {
  const sample = new ServerResponse(new IncomingMessage(new Socket()));
  HELMET(sample.req, sample, error => {
    if (error !== undefined) throw error;
  });
  const headers = new Headers(Object.entries(sample.getHeaders()).map(([name, value]) => [name, String(value)]));
  return (_req, res, next) => {
    res.setHeaders(headers);
    next();
  };
}
