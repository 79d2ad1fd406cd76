import type { RequestHandler } from 'express';
import type { Gate } from '../gate.ts';

const SHORT_S = 300;
const YEAR_S = 365 * 24 * 60 * 60;

/**
 * The script for pages: /agent.js for a short while, /agent-<hash>.js for ever (with an integrity attribute); /agent-more-<hash>.js,
 * which it loads itself; /agent-work.js, where the site asks for work; and /agent.esm.js, for pages that import it.
 */
export function serveAgent(gate: Gate): RequestHandler {
  return (req, res, next) => {
    const entry = gate.agent.files.get(req.path.slice(1));
    if (entry === undefined || (req.method !== 'GET' && req.method !== 'HEAD')) {
      next();
      return;
    }
    res.locals['route'] = '/agent.js';
    res.set({
      'Content-Type': entry.type,
      'Cache-Control': entry.immutable ? `public, max-age=${YEAR_S}, immutable` : `public, max-age=${SHORT_S}`,
      // Pages of other origins load it too, with and without `crossorigin`.
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'Access-Control-Allow-Origin': '*',
      // The signal `network` measures its own requests.
      'Timing-Allow-Origin': '*',
    });
    res.send(entry.bytes);
  };
}
