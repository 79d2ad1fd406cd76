import type { Request, Response } from 'express';
import { PROOF_HEADER, WIRE_VERSION } from '../../shared/constants.ts';
import { ProblemError } from '../errors.ts';
import { DEMO_PUBLIC_KEY } from '../flows/manage-sites.ts';
import { isListedOrigin } from '../flows/origins.ts';
import type { Gate } from '../gate.ts';
import type { Site } from '../ports/sites.ts';

const SITE_KEY = /^pk_[A-Za-z0-9_-]{1,64}$/;

/**
 * The site that a page's call names (`?site=pk_…`), its origin checked against the site's own list: exact echo, never `*`.
 * A call without an Origin header (a same-origin GET, or no browser) has none to check.
 */
export function browserSite(gate: Gate, req: Request, res: Response): Site {
  res.vary('Origin');
  const asked = req.query['site'];
  if (typeof asked !== 'string' || !SITE_KEY.test(asked)) throw new ProblemError('site-unknown');
  const site = gate.sites.byPublicKey(asked);
  // The demo's site stays in the store when the demo is off; its key, which everyone knows, does not work then.
  if (site === null || (asked === DEMO_PUBLIC_KEY && gate.demo === null)) throw new ProblemError('site-unknown');
  const { origin } = req.headers;
  if (origin === undefined) return site;
  if (!isListedOrigin(site, origin)) throw new ProblemError('origin-not-listed');
  res.set({ 'Access-Control-Allow-Origin': origin, 'Access-Control-Allow-Credentials': 'true' });
  return site;
}

/**
 * Not in a preflight, whose refusal a page could not read. The switch first: it stops agents of any version.
 * One that says no version speaks the first.
 */
export function requireAgent(site: Site, req: Request): void {
  if (site.agent === 'off') throw new ProblemError('agent-off');
  const version = Number(req.query['v'] ?? 1);
  if (version > WIRE_VERSION) throw new ProblemError('agent-too-new');
  if (version !== WIRE_VERSION) throw new ProblemError('agent-too-old');
}

export const PREFLIGHT_HEADERS = {
  'Access-Control-Allow-Methods': 'GET, POST',
  'Access-Control-Allow-Headers': `content-type, ${PROOF_HEADER}`,
  'Access-Control-Max-Age': '600',
} as const;
