import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Site } from '../../client/read-site.ts';
import { PROOF_HEADER } from '../../shared/constants.ts';

export type Answer = { status?: number; body?: unknown; text?: string; cut?: true };
export type Gate = {
  readonly site: Site;
  /** What was asked, the oldest first: path and, of a report, its text. */
  readonly asked: readonly { path: string; body: string; contentType: string | undefined; proof: string | undefined }[];
  /** The next answers, of nonce and of collect; then the usual ones. */
  readonly next: { nonce: Answer[]; collect: Answer[] };
  close(): Promise<void>;
};

/** A server that answers as Sekisho does, or otherwise, as the test says. */
export async function openGate(): Promise<Gate> {
  const asked: { path: string; body: string; contentType: string | undefined; proof: string | undefined }[] = [];
  const next: Gate['next'] = { nonce: [], collect: [] };
  let count = 0;
  const server = createServer(async (req, res) => {
    let body = '';
    for await (const chunk of req.setEncoding('utf8')) body += String(chunk);
    const proof = req.headers[PROOF_HEADER];
    asked.push({
      path: `${req.method} ${req.url}`,
      body,
      contentType: req.headers['content-type'],
      proof: proof === undefined ? undefined : String(proof),
    });
    count += 1;
    const isNonce = req.method === 'GET';
    const usual: Answer = {
      body: isNonce ? { nonce: `n${count}`, expiresInMs: 1 } : { token: `t${count}`, expiresInMs: 1 },
    };
    const answer = (isNonce ? next.nonce : next.collect).shift() ?? usual;
    if (answer.cut) {
      req.socket.destroy();
      return;
    }
    res.writeHead(answer.status ?? 200, { 'content-type': 'application/json' });
    res.end(answer.text ?? JSON.stringify(answer.body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the gate has no port');
  const endpoint = `http://127.0.0.1:${address.port}/prefix/`;
  return {
    site: {
      siteKey: 'pk_a&b',
      session: 's1',
      endpoint,
      crossOrigin: false,
      folder: endpoint,
      rhythm: true,
      quiet: false,
    },
    asked,
    next,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

export const problem = (status: number, code: string): Answer => ({ status, body: { code, status, title: code } });
