import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { LIMITS } from '../../server/limits.ts';
import { closing } from '../support/closing.ts';
import { send } from '../support/gate-client.ts';
import { startServer } from '../support/server.ts';

/** Callers write their whole body before they read: an answer and a reset in the middle of it would look like a broken network. */
describe('security: refusals reach callers that are still sending', () => {
  const close = closing();
  let url: string;

  before(async () => {
    const server = await startServer();
    close(() => server.stop());
    url = server.url;
  });

  /** The status line, read once the whole body is written; between its parts the server has the time to answer. */
  async function statusAfterSending(head: readonly string[], parts: readonly Buffer[]): Promise<string> {
    const socket = connect({ port: Number(new URL(url).port), host: '127.0.0.1' });
    let answer = '';
    const failed = new Promise<never>((_, reject) => socket.on('error', reject));
    const answered = new Promise<string>(resolve => {
      socket.setEncoding('utf8').on('data', text => {
        answer += text;
        if (answer.includes('\r\n\r\n')) resolve(answer);
      });
    });
    const ended = once(socket, 'end').then(() => Promise.reject(new Error('closed before the body was sent')));
    const write = (data: string | Buffer): Promise<void> => new Promise(done => socket.write(data, () => done()));
    try {
      await write(`${head.join('\r\n')}\r\n\r\n`);
      for (const part of parts) {
        await Promise.race([write(part), failed]);
        await Promise.race([send(url, '/health/live'), failed, ended]);
      }
      return (await Promise.race([answered, failed])).split('\r\n')[0] ?? '';
    } finally {
      ended.catch(() => undefined);
      failed.catch(() => undefined);
      socket.destroy();
    }
  }

  const part = Buffer.alloc(50_000, 'x');
  const parts = [part, part, part, part, part];
  const screening = (...more: string[]) => ['POST /v1/screenings HTTP/1.1', 'Host: localhost', ...more];
  const length = `Content-Length: ${part.length * parts.length}`;

  it('tells that a body is too large, by its length or without one', async () => {
    const json = 'Content-Type: application/json';
    const key = 'Authorization: Bearer sk_demo';
    assert.match(await statusAfterSending(screening(json, key, length), parts), /^HTTP\/1.1 413 /);
    const chunks = parts.map(it =>
      Buffer.concat([Buffer.from(`${it.length.toString(16)}\r\n`), it, Buffer.from('\r\n')]),
    );
    const chunked = screening(json, key, 'Transfer-Encoding: chunked');
    assert.match(await statusAfterSending(chunked, [...chunks, Buffer.from('0\r\n\r\n')]), /^HTTP\/1.1 413 /);
  });

  it('tells that the key or the address is wrong, whatever the size', async () => {
    assert.match(await statusAfterSending(screening(length, 'Authorization: Bearer sk_no'), parts), /^HTTP\/1.1 401 /);
    assert.match(
      await statusAfterSending(['POST /none HTTP/1.1', 'Host: localhost', length], parts),
      /^HTTP\/1.1 404 /,
    );
  });

  it('does not read a body to its end that is beyond all measure', async () => {
    const endless = `Content-Length: ${LIMITS.refusedBodyBytesMax + 1}`;
    await assert.rejects(statusAfterSending(screening(endless), parts), /closed before|EPIPE|ECONNRESET/);
    assert.equal((await send(url, '/health/live')).status, 200);
  });
});
