import type { Request } from 'express';
import { canonicalIp } from '../flows/references.ts';

/** The caller's address: the nearest one that no trusted proxy stands for (SEKISHO_TRUST_PROXY). */
export const clientAddress = (req: Request): string => canonicalIp(req.ip ?? req.socket.remoteAddress ?? '');

/** Entries of X-Forwarded-For that are not believed: all of an untrusted peer's, and those left of the trusted ones. */
export function ignoredForwardings(req: Request): number {
  const header = req.headers['x-forwarded-for'];
  if (header === undefined) return 0;
  const entries = String(header).split(',').length;
  // req.ips: the client and the proxies after it, without the socket's own address.
  return Math.max(0, entries - req.ips.length);
}
