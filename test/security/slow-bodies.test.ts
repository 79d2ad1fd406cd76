import assert from 'node:assert/strict';
import { connect, type Socket } from 'node:net';
import { LIMITS } from '../../server/limits.ts';
import { closing } from '../support/closing.ts';
import { eventually } from '../support/eventually.ts';
import { type GateClient, gateClient } from '../support/gate-client.ts';
import { startServer } from '../support/server.ts';

describe('security: bodies that nearly come', function () {
  this.timeout(60_000);
  const close = closing();
  let gate: GateClient;
  let port: number;
  const sockets: Socket[] = [];
  const told = new Map<Socket, string>();

  before(async () => {
    const server = await startServer();
    close(() => server.stop());
    close(async () => {
      for (const socket of sockets) socket.destroy();
    });
    gate = gateClient(server.url);
    port = Number(new URL(server.url).port);
  });

  it('take no more memory than their lane has: the oldest are told to come again, people’s reports pass', async () => {
    const length = LIMITS.collectBodyBytesMax - 100;
    const fitting = Math.floor(LIMITS.collectBodiesBytesMax / (length - 1));
    const head = `POST /v1/collect?site=pk_demo HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`;
    const nearly = head + 'x'.repeat(length - 1);
    for (let i = 0; i < fitting + 100; i++) {
      const socket = connect(port, '127.0.0.1');
      sockets.push(socket);
      socket.setEncoding('utf8').on('error', () => undefined);
      socket.on('data', text => told.set(socket, (told.get(socket) ?? '') + text));
      await new Promise(done => socket.write(nearly, done));
    }
    await eventually('those beyond are told', () => told.size >= 100);
    assert.notEqual(await gate.collect(), '');
    for (const [socket, text] of told) {
      assert.match(text, /^HTTP\/1\.1 503 [\s\S]*\r\nRetry-After: 2\r\n[\s\S]*"code":"busy"/);
      assert.ok(sockets.indexOf(socket) < sockets.length - 100, 'not one of the last');
    }
    assert.ok(told.size < 150, `${told.size} were told`);
    assert.ok((await gate.metric('sekisho_limits_hit_total', { limit: 'collectBodiesBytesMax' })) >= 100);
  });
});
