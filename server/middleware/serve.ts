import type { Request, RequestHandler, Response } from 'express';
import { PROOF_HEADER } from '../../shared/constants.ts';
import type { Gate } from '../gate.ts';
import { LIMITS } from '../limits.ts';
import type { Endpoint, Reply, Seen } from '../routes/endpoint.ts';
import { holdBody, waitOutside } from './admission.ts';
import { authenticate } from './authenticate.ts';
import { browserSite, PREFLIGHT_HEADERS, requireAgent } from './browser-site.ts';
import { carrierCookieHeader, readCarrierCookie } from './carrier-cookie.ts';
import { clientAddress } from './client-address.ts';
import { parseBy, type ReadBody, readJson } from './read-json.ts';

const JSON_TYPE = 'application/json; charset=utf-8';

/** The way of every API request: who asks, what is asked, the route's own work, the answer. */
export function serve(gate: Gate, endpoint: Endpoint): RequestHandler {
  return async (req, res) => {
    res.locals['route'] = endpoint.path;
    res.setHeader('Cache-Control', 'no-store');
    const reply = await replyOf(gate, endpoint, req, res);
    if (reply.carrierCookie !== undefined) res.append('Set-Cookie', carrierCookieHeader(reply.carrierCookie, req));
    res.statusCode = reply.status ?? 200;
    res.setHeader('Content-Type', reply.type ?? JSON_TYPE);
    res.end(reply.type === undefined ? JSON.stringify(reply.body) : String(reply.body));
  };
}

async function replyOf(gate: Gate, endpoint: Endpoint, req: Request, res: Response): Promise<Reply> {
  const params = paramsOf(req);
  if (endpoint.caller === 'anyone') {
    return endpoint.handle({ gate, params, seen: seenOf(req), body: undefined, query: undefined });
  }
  const site = endpoint.caller === 'browser' ? browserSite(gate, req, res) : authenticate(gate, req, endpoint.scope);
  if (endpoint.caller === 'browser') requireAgent(site, req);
  const query = endpoint.query === undefined ? undefined : parseBy(endpoint.query, { ...req.query });
  if (endpoint.body === undefined)
    return endpoint.handle({ gate, site, params, seen: seenOf(req), body: undefined, query });
  const { bytesMax } = endpoint.body;
  const readBody = () => readJson(req, bytesMax, giveUp => holdBody(res, giveUp));
  // Nearly always the body came with the headers: then there is nothing to wait for.
  const read = await (req.complete ? readBody() : waitOutside(res, readBody));
  const body = parseBy(endpoint.body.schema, read.value);
  return endpoint.handle({ gate, site, params, seen: seenOf(req, read), body, query });
}

/** Cross-origin pages ask first; refused like the call itself would be. */
export function servePreflight(gate: Gate, endpoint: Endpoint): RequestHandler {
  return (req, res) => {
    res.locals['route'] = endpoint.path;
    browserSite(gate, req, res);
    res.set(PREFLIGHT_HEADERS).status(204).end();
  };
}

function seenOf(req: Request, read?: ReadBody): Seen {
  return {
    origin: req.get('origin') ?? null,
    userAgent: (req.get('user-agent') ?? '').slice(0, LIMITS.userAgentCharsMax),
    address: clientAddress(req),
    carrierCookie: readCarrierCookie(req),
    gpc: req.get('sec-gpc') === '1',
    idempotencyKey: req.get('idempotency-key'),
    proof: req.get(PROOF_HEADER),
    bodyBytes: read?.bytes ?? 0,
    bodyDigest: read?.digest ?? (() => ''),
  };
}

function paramsOf(req: Request): Record<string, string> {
  return Object.fromEntries(Object.entries(req.params).map(([name, value]) => [name, String(value)]));
}
