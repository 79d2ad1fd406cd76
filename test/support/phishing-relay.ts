import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type PhishingRelay = {
  /** Under another host name than the site's, on the same machine. */
  readonly url: string;
  readonly close: () => Promise<void>;
};

/** What a kit does beyond putting names in the place of names. */
export type Kit = {
  /** Rewrites the agent's script on its way to the page. */
  readonly agent?: (script: string) => string;
};

/**
 * A phishing site that passes everything on while it is asked (evilginx, Modlishka, Muraena): in all that goes to the site, headers,
 * addresses and bodies, the site's name stands in the place of the relay's, and the other way round in all that comes back.
 */
export async function phishingRelay(siteUrl: string, { agent = it => it }: Kit = {}): Promise<PhishingRelay> {
  const site = new URL(siteUrl);
  const server = createServer((req, res) => {
    const { port } = server.address() as AddressInfo;
    passOn(site, `localhost:${port}`, req, res, agent).catch(() => res.destroy());
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function passOn(
  site: URL,
  own: string,
  req: IncomingMessage,
  res: ServerResponse,
  agent: (script: string) => string,
): Promise<void> {
  const asSite = (text: string): string => text.replaceAll(own, site.host);
  const asOwn = (text: string): string => text.replaceAll(site.host, own);
  const sent = asSite(await textOf(req));
  const answer = request(new URL(asSite(req.url ?? '/'), site), {
    method: req.method,
    headers: { ...renamed(req, asSite), 'accept-encoding': 'identity', 'content-length': Buffer.byteLength(sent) },
  });
  answer.end(sent);
  const [got] = (await once(answer, 'response')) as [IncomingMessage];
  const text = asOwn(await textOf(got));
  const body = /^\/agent[^/]*\.js/.test(req.url ?? '') ? agent(text) : text;
  res.writeHead(got.statusCode ?? 502, { ...renamed(got, asOwn), 'content-length': Buffer.byteLength(body) });
  res.end(body);
}

/** Without those of the one connection that they came by. */
function renamed({ headers }: IncomingMessage, rename: (text: string) => string): Record<string, string | string[]> {
  const kept = Object.entries(headers).filter(
    ([name]) => !/^(connection|transfer-encoding|content-length)$/.test(name),
  );
  return Object.fromEntries(
    kept.map(([name, value]) => [name, Array.isArray(value) ? value.map(rename) : rename(value ?? '')]),
  );
}

async function textOf(from: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of from) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString();
}
