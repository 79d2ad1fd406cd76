import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type PeersSaid, parsePeers } from './peers.ts';

/** A report as its browser posted it. */
export type SeenReport = { readonly path: string; readonly headers: readonly string[]; readonly body: string };
export type Seen = {
  /** The forms posted to the login page, the oldest first, as they were. */
  readonly logins: string[];
  /** Names and values of the last of them, one after the other. */
  readonly loginHeaders: string[];
  readonly reports: SeenReport[];
  /** How many of the logins were answered with a verdict. */
  verdicts: number;
  /** Whether the last result page was a browser's, which has asked for the peers. */
  peersAsked: boolean;
  peers: PeersSaid | null;
};

/** A server, and what was seen on the way to it. */
export type Way = { readonly target: string; readonly seen: Seen };

/** Stays at one address, whichever server it leads to. */
export type Front = {
  readonly url: string;
  /** From now on to this server, with nothing seen. */
  leadTo(serverUrl: string): Seen;
  leadsTo(): Way;
  /** To where it led before, with what was seen there. */
  leadBack(way: Way): void;
  close(): Promise<void>;
};

const OWN_PATH = '/proving-ground/';
const SCRIPT = `<script src="${OWN_PATH}peers.js" defer></script>`;
const KEEP_ALIVE_MS = 120_000;
const BODY_BYTES_MAX = 1024 * 1024;

/**
 * Between the visitor and the gate. Requests pass as they are, names, order and case of their headers too. Only the page after the
 * judgement is changed: there the peers look at the same browser, so that nothing of them is to be seen on the page that is judged.
 */
export async function front(peersScript: string): Promise<Front> {
  let way: Way = { target: '', seen: nothingSeen() };
  const leadBack = (to: Way) => {
    way = to;
  };
  const server = createServer((req, res) => {
    const path = (req.url ?? '/').split('?')[0] ?? '/';
    const answered = path.startsWith(OWN_PATH)
      ? own(path, req, res, way.seen, peersScript)
      : handOn(new URL(req.url ?? '/', way.target), req, res, way.seen);
    // A browser that is closed in the middle of it, or a visitor that sends no peers' verdict where one belongs.
    answered.catch(() => res.destroy());
  });
  // Not while somebody reads the page: a form that comes just as its connection closes is not sent twice.
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    leadTo(target) {
      leadBack({ target, seen: nothingSeen() });
      return way.seen;
    },
    leadsTo: () => way,
    leadBack,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const nothingSeen = (): Seen => ({
  logins: [],
  loginHeaders: [],
  reports: [],
  verdicts: 0,
  peersAsked: false,
  peers: null,
});

async function own(path: string, req: IncomingMessage, res: ServerResponse, seen: Seen, script: string): Promise<void> {
  if (path.endsWith('.js')) {
    seen.peersAsked = true;
    res.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8' }).end(script);
    return;
  }
  seen.peers = parsePeers((await bodyOf(req)).toString());
  res.writeHead(204).end();
}

async function handOn(to: URL, req: IncomingMessage, res: ServerResponse, seen: Seen): Promise<void> {
  const body = await bodyOf(req);
  const isLogin = req.method === 'POST' && to.pathname === '/demo/login';
  if (isLogin) {
    seen.logins.push(body.toString());
    seen.loginHeaders.splice(0, Number.POSITIVE_INFINITY, ...req.rawHeaders);
  }
  if (req.method === 'POST' && to.pathname.endsWith('/v1/collect')) {
    seen.reports.push({ path: req.url ?? '', headers: req.rawHeaders, body: body.toString() });
  }
  const { hostname, port, pathname, search } = to;
  // A connection of its own: the one kept from before may be closing just as a form comes, and a POST is not tried twice.
  const options = { hostname, port, path: `${pathname}${search}`, method: req.method, agent: false, setHost: false };
  const onward = request({ ...options, headers: req.rawHeaders }, reply => {
    if (isLogin) showJudged(reply, res, seen).catch(() => res.destroy());
    else {
      res.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(res);
    }
  });
  onward.on('error', () => (res.headersSent ? res.destroy() : res.writeHead(502).end()));
  onward.end(body);
}

/** The result page with the peers on it. Its policy is dropped: under it they would not be at their best. */
async function showJudged(reply: IncomingMessage, res: ServerResponse, seen: Seen): Promise<void> {
  const page = (await bodyOf(reply)).toString();
  const isJudged = /<body[^>]* data-verdict="[A-Z]+"/.test(page);
  const { 'content-length': _, 'content-security-policy': __, ...headers } = reply.headers;
  res.writeHead(reply.statusCode ?? 502, headers);
  res.end(isJudged ? page.replace('</body>', `${SCRIPT}</body>`) : page);
  if (isJudged) seen.verdicts++;
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of message as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > BODY_BYTES_MAX) throw new Error(`a body over ${BODY_BYTES_MAX} bytes on its way through the front`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}
