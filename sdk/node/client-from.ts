import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import type { ScreeningQuestion } from '../../shared/wire/screening.ts';

export type ScreeningClient = ScreeningQuestion['client'];

/** The limits of the screening's schema: a stranger's long header must not turn a login into an error. */
const USER_AGENT_CHARS_MAX = 2048;
const HEADERS_MAX = 64;
const NAME_CHARS_MAX = 128;
const VALUE_CHARS_MAX = 4096;
const URL_CHARS_MAX = 4096;
const METHOD = /^[A-Za-z]{1,20}$/;
/** Their place in the order is a fact about the browser, their values are secrets. */
const SECRET: readonly string[] = ['cookie', 'authorization', 'proxy-authorization'];
/** The unspecified address (RFC 4291): the connection is gone and nobody knows it any more. */
const UNKNOWN_ADDRESS = '::';

/**
 * The `client` of a question, from the request that asks for the action.
 * @param ip the visitor's address as your framework knows it behind your proxies (Express: `request.ip`).
 * @param origin your own, such as `https://www.example.com`, where programs sign their requests to you; never from the Host header.
 */
export function clientFrom(request: IncomingMessage, ip: string | undefined, origin?: string): ScreeningClient {
  const asked = origin === undefined ? null : addressed(request, origin);
  return {
    ...(asked === null ? {} : { request: asked }),
    ip: plainAddress(ip) ?? plainAddress(request.socket.remoteAddress) ?? UNKNOWN_ADDRESS,
    userAgent: (request.headers['user-agent'] ?? '').slice(0, USER_AGENT_CHARS_MAX),
    headers: orderedHeaders(request.rawHeaders),
  };
}

/** null: no address that a screening takes. Express tells a router its own part of the path, and keeps the whole. */
function addressed(request: IncomingMessage, origin: string): ScreeningClient['request'] | null {
  const whole: unknown = Reflect.get(request, 'originalUrl') ?? request.url;
  const url = `${origin}${String(whole ?? '/')}`;
  const { method = 'GET' } = request;
  return url.length > URL_CHARS_MAX || !URL.canParse(url) || !METHOD.test(method) ? null : { method, url };
}

/** Without the zone of a link-local address, and 192.0.2.1 for ::ffff:192.0.2.1, which a dual-stack listener sees. */
function plainAddress(address: string | undefined): string | null {
  const it = (address ?? '').replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.)/i, '');
  return isIP(it) === 0 ? null : it;
}

function orderedHeaders(raw: readonly string[]): [string, string][] {
  const pairs: [string, string][] = [];
  for (let at = 0; at + 1 < raw.length && pairs.length < HEADERS_MAX; at += 2) {
    const name = (raw[at] ?? '').slice(0, NAME_CHARS_MAX);
    const value = SECRET.includes(name.toLowerCase()) ? '' : (raw[at + 1] ?? '').slice(0, VALUE_CHARS_MAX);
    pairs.push([name, value]);
  }
  return pairs;
}
