import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';

export type Storefront = {
  url: string;
  /** The forms that were posted to /taken, the oldest first. */
  taken: URLSearchParams[];
  /** What was handed on to Sekisho: `POST /demo/login`. */
  handedOn: string[];
  /** The bodies of the agent's reports among them. */
  reports: string[];
  /** By path, or `*` for all: what goes wrong from now on. */
  faults: Map<string, Fault>;
  close(): Promise<void>;
};

/** `unavailable`: 503, as in an outage; `reset`: the connection ends; `hangs`: no answer ever; a number: answered so many ms later. */
export type Fault = 'unavailable' | 'reset' | 'hangs' | number;

export type Shelf = {
  /** Path to content: HTML, or what the path's ending says (.js, .css). */
  pages?: Record<string, string>;
  faults?: Readonly<Record<string, Fault>>;
  /** The pages' Content-Security-Policy, instead of the strict one. */
  policy?: string;
  /** How long the answer to a POST is held back on its way to the browser, as a busy backend's is. */
  heldMs?: number;
};

const FORM_BYTES_MAX = 256 * 1024;

/**
 * A site's own web server in front of Sekisho, as a customer has one: its pages under a strict Content-Security-Policy, `/taken`
 * for its forms, and all other paths handed on as they are.
 */
export async function storefront(
  sekishoUrl: string,
  { pages = {}, faults: given = {}, policy = "default-src 'self'", heldMs = 0 }: Shelf,
): Promise<Storefront> {
  const taken: URLSearchParams[] = [];
  const handedOn: string[] = [];
  const reports: string[] = [];
  const faults = new Map(Object.entries(given));
  const answer = (req: IncomingMessage, res: ServerResponse, path: string) => {
    const page = pages[path];
    // Asked for once a browser, by whichever page comes first: a 404 would be a word in its console.
    if (path === '/favicon.ico') res.writeHead(204).end();
    else if (path === '/taken') void take(req, res, taken, policy);
    else if (page !== undefined) show(res, path, page, policy);
    else {
      handedOn.push(`${req.method} ${path}`);
      if (path.endsWith('/v1/collect')) void bodyOf(req).then(body => reports.push(body));
      handOn(new URL(req.url ?? '/', sekishoUrl), req, res, req.method === 'POST' ? heldMs : 0);
    }
  };
  const server = createServer((req, res) => {
    const path = (req.url ?? '/').split('?')[0] ?? '/';
    const fault = faults.get(path) ?? faults.get('*');
    if (typeof fault === 'number') setTimeout(() => answer(req, res, path), fault);
    else if (fault === 'unavailable') res.writeHead(503, { 'content-type': 'text/plain' }).end('unavailable');
    else if (fault === 'reset') req.socket.destroy();
    else if (fault === undefined) answer(req, res, path);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the storefront has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    taken,
    handedOn,
    reports,
    faults,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function show(res: ServerResponse, path: string, content: string, policy: string): void {
  const type = path.endsWith('.js') ? 'text/javascript' : path.endsWith('.css') ? 'text/css' : 'text/html';
  res.writeHead(200, {
    'content-type': `${type}; charset=utf-8`,
    'content-security-policy': policy,
    'referrer-policy': 'same-origin',
  });
  res.end(content);
}

async function take(
  req: IncomingMessage,
  res: ServerResponse,
  taken: URLSearchParams[],
  policy: string,
): Promise<void> {
  const body = await bodyOf(req);
  taken.push(new URLSearchParams(req.method === 'POST' ? body : (req.url ?? '').split('?')[1]));
  show(res, '/taken', '<!doctype html><html lang="en"><title>Taken</title><p>Taken', policy);
}

function bodyOf(req: IncomingMessage): Promise<string> {
  return new Promise(resolve => {
    let body = '';
    req.setEncoding('utf8').on('data', chunk => {
      if (body.length < FORM_BYTES_MAX) body += String(chunk);
    });
    req.on('end', () => resolve(body));
  });
}

function handOn(to: URL, req: IncomingMessage, res: ServerResponse, heldMs: number): void {
  // A connection of its own: the one kept from before may be closing just as a form comes, and a POST is not tried twice.
  const onward = request(to, { agent: false, method: req.method, headers: req.headers, setHost: false }, reply => {
    setTimeout(() => {
      res.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(res);
    }, heldMs);
  });
  onward.on('error', () => (res.headersSent ? res.destroy() : res.writeHead(502).end()));
  req.pipe(onward);
}
