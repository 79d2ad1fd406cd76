import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LIMITS } from './limits.ts';
import type { Metrics } from './metrics.ts';
import { answerBrokenRequest } from './middleware/answer-broken-request.ts';

export type Listening = {
  readonly server: Server;
  /** As people and proxies reach it. */
  readonly url: string;
};

/** Opens the port and answers on it; rejects where it cannot be opened. @param appAt made once the address is known: this machine's own. */
export async function listen(
  at: { readonly host: string; readonly port: number },
  metrics: Metrics,
  appAt: (url: string) => RequestListener,
): Promise<Listening> {
  const server = createServer({
    maxHeaderSize: LIMITS.headerBytesMax,
    headersTimeout: LIMITS.headersMsMax,
    requestTimeout: LIMITS.requestMsMax,
    keepAliveTimeout: LIMITS.keepAliveMs,
  });
  server.on('clientError', answerBrokenRequest(metrics));
  server.maxConnections = LIMITS.connectionsMax;
  server.on('drop', () => metrics.limitsHit.inc({ limit: 'connectionsMax' }));
  const { host, port } = at;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  // The demo's backend calls over loopback, also where the gate listens on every address.
  const everywhere: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' };
  server.on('request', appAt(urlOf(everywhere[host] ?? host, taken)));
  return { server, url: urlOf(host, taken) };
}

const urlOf = (host: string, port: number): string => `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
