import type { Request } from 'express';
import type { Scope } from '../../shared/wire/judgement.ts';
import { isLoopbackHost } from '../config.ts';
import { ProblemError } from '../errors.ts';
import type { Gate } from '../gate.ts';
import type { ApiKey, Site } from '../ports/sites.ts';

export const DEMO_SECRET_KEY = 'sk_demo';
const ALL_SCOPES: readonly Scope[] = ['screen', 'outcome', 'read', 'manage', 'admin'];
const BEARER = /^Bearer ([\x21-\x7e]{1,128})$/;
const FORWARDING = /^(forwarded|via|x-forwarded-.*|x-real-ip)$/;

/** The site whose backend asks. Every key sees and changes its own site only. */
export function authenticate(gate: Gate, req: Request, scope: Scope): Site {
  const key = BEARER.exec(req.headers.authorization ?? '')?.[1];
  if (key === undefined) throw new ProblemError('key-missing');
  const found = findKey(gate, req, key);
  if (found === null) throw new ProblemError('key-unknown');
  if (!found.scopes.includes(scope)) throw new ProblemError('scope-missing');
  const site = gate.sites.byId(found.siteId);
  if (site === null) throw new ProblemError('key-unknown');
  return site;
}

function findKey(gate: Gate, req: Request, key: string): ApiKey | null {
  const references = gate.ports.keys.references('api-key', key);
  const { demo } = gate;
  if (demo !== null) {
    if (key === DEMO_SECRET_KEY) {
      if (!isFromThisMachine(req)) throw new ProblemError('key-demo-refused');
      return { siteId: demo.siteId, scopes: ALL_SCOPES };
    }
    const own = references.map(it => demo.backendKeys.get(it)).find(it => it !== undefined);
    if (own !== undefined) return own;
  }
  return gate.sites.apiKey(references);
}

/** The demo's key is known to everyone: it works over loopback alone, called by a loopback name, and through no proxy. */
function isFromThisMachine(req: Request): boolean {
  const peer = (req.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  const host = (req.headers.host ?? '').replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
  const forwarded = Object.keys(req.headers).some(name => FORWARDING.test(name));
  return isLoopbackHost(peer) && isLoopbackHost(host) && !forwarded;
}
