import { DEMO_PUBLIC_KEY } from '../server/flows/manage-sites.ts';
import { CARRIER_COOKIE } from '../shared/constants.ts';
import { reportBody, screeningBody, USER_AGENT } from './sample-visit.ts';

/** Requests as bytes, made before they are measured. The origin is the demo bank's own: the same port. */
const originOf = (port: number): string => `http://127.0.0.1:${port}`;

function request(method: string, path: string, port: number, headers: readonly string[], body: string): string {
  const length = body === '' ? [] : ['Content-Type: application/json', `Content-Length: ${Buffer.byteLength(body)}`];
  return [`${method} ${path} HTTP/1.1`, `Host: 127.0.0.1:${port}`, ...headers, ...length, '', body].join('\r\n');
}

const PAGE_HEADERS = [`User-Agent: ${USER_AGENT}`, 'Accept: */*', 'Sec-Fetch-Site: same-origin'];

export const nonceRequest = (port: number): string =>
  request('GET', `/v1/nonce?site=${DEMO_PUBLIC_KEY}`, port, PAGE_HEADERS, '');

/** `cookie`: of a browser that has been here before. */
export function collectRequest(port: number, nonce: string, cookie: string | null = null): string {
  const known = cookie === null ? [] : [`Cookie: ${CARRIER_COOKIE}=${cookie}`];
  const headers = [...PAGE_HEADERS, `Origin: ${originOf(port)}`, ...known];
  return request('POST', `/v1/collect?site=${DEMO_PUBLIC_KEY}`, port, headers, reportBody(nonce));
}

/** The same bytes go to the gate and to its peer, which does not look at Host. */
export function screeningRequest(port: number, token: string, n: number): Buffer {
  const body = screeningBody(token, n, originOf(port));
  return Buffer.from(request('POST', '/v1/screenings', port, ['Authorization: Bearer sk_demo'], body));
}

/** A member of a JSON object that must be a text; throws with what came instead. */
export function textIn(body: string, name: string): string {
  const parsed: unknown = JSON.parse(body);
  const value: unknown = typeof parsed === 'object' && parsed !== null ? Reflect.get(parsed, name) : undefined;
  if (typeof value !== 'string') throw new Error(`no ${name} in the answer: ${body.slice(0, 200)}`);
  return value;
}
