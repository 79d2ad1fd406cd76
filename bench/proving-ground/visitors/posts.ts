import { type Reply, send } from '../../../test/support/gate-client.ts';
import type { Lab } from '../visitor.ts';

/** What Chromium sends with a form, name by name in its order. */
const BROWSER_HEADERS = {
  Connection: 'keep-alive',
  'Cache-Control': 'max-age=0',
  'sec-ch-ua': '"Not:A-Brand";v="8", "Chromium";v="156"',
  'sec-ch-ua-mobile': '?0',
  'sec-ch-ua-platform': '"Linux"',
  'Upgrade-Insecure-Requests': '1',
  'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
  Accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8',
  'Sec-Fetch-Site': 'same-origin',
  'Sec-Fetch-Mode': 'navigate',
  'Sec-Fetch-User': '?1',
  'Sec-Fetch-Dest': 'document',
  'Accept-Encoding': 'gzip, deflate, br, zstd',
  'Accept-Language': 'en-US,en;q=0.9',
} as const;

export type Headers = Readonly<Record<string, string>>;
export const originOf = (lab: Lab): string => new URL(lab.url).origin;
export const browserHeaders = (lab: Lab): Headers => ({ ...BROWSER_HEADERS, Origin: originOf(lab), Referer: lab.url });

/** Sends the login form without a browser, with what else is to be in it. */
export const postLogin = (lab: Lab, headers: Headers, more: Headers = {}): Promise<Reply> =>
  send(originOf(lab), '/demo/login', {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ username: lab.user, password: lab.password, ...more }).toString(),
  });
