import type { IncomingMessage } from 'node:http';
import { CARRIER_COOKIE } from '../../shared/constants.ts';

/** The longest that browsers keep a cookie: 400 days. https://developer.chrome.com/blog/cookie-max-age-expires */
const MAX_AGE_S = 400 * 24 * 60 * 60;

export function readCarrierCookie(req: IncomingMessage): string | null {
  for (const pair of (req.headers.cookie ?? '').split(';')) {
    const cut = pair.indexOf('=');
    if (cut > 0 && pair.slice(0, cut).trim() === CARRIER_COOKIE) return pair.slice(cut + 1).trim();
  }
  return null;
}

/** Set whatever the request's scheme: browsers keep it on https and on loopback. Third-party pages get a partitioned one. */
export function carrierCookieHeader(value: string, req: IncomingMessage): string {
  const from = req.headers['sec-fetch-site'];
  const crossOrigin = from === 'cross-site' || from === 'same-site';
  const sameSite = crossOrigin ? 'SameSite=None; Partitioned' : 'SameSite=Lax';
  return `${CARRIER_COOKIE}=${value}; Path=/; Max-Age=${MAX_AGE_S}; Secure; HttpOnly; ${sameSite}`;
}
