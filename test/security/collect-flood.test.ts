import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { LIMITS } from '../../server/limits.ts';
import { closing } from '../support/closing.ts';
import { eventually } from '../support/eventually.ts';
import { assertProblem, type GateClient, gateClient, send } from '../support/gate-client.ts';
import { serverOver } from '../support/over-store.ts';
import type { TestServer } from '../support/server.ts';
import { STORES } from '../support/stores.ts';

const FLOOD_MS = 3500;
const CONNECTIONS = 200;
/** Load generator, gate and test share two cores here; the real budget is the bench's. */
const P99_MS_MAX = 250;

for (const store of STORES) {
  describe(`security: a flood on collect, over ${store}`, function () {
    this.timeout(60_000);
    const close = closing();
    let server: TestServer;
    let gate: GateClient;
    /** Connections that never finish their bodies, and what they were answered. */
    const stuck: Socket[] = [];
    const told: string[] = [];

    before(async function () {
      server = await serverOver(store, this, close);
      gate = gateClient(server.url);
    });

    it('cannot be had with a few connections whose bodies never come', async () => {
      const { port } = new URL(server.url);
      const headFor = (site: string) =>
        `POST /v1/collect?site=${site} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{`;
      close(async () => {
        for (const socket of stuck) socket.destroy();
      });
      for (let i = 0; i < LIMITS.collectInWorkMax * 32; i++) {
        const socket = connect(Number(port), '127.0.0.1');
        stuck.push(socket);
        socket.on('error', () => undefined).setEncoding('utf8');
        socket.on('data', text => told.push(String(text)));
        await new Promise(done => socket.write(headFor(i % 2 === 0 ? 'pk_demo' : 'pk_none'), done));
      }
      const started = performance.now();
      for (let i = 0; i < 20; i++) assert.notEqual(await gate.collect(), '');
      assert.ok(performance.now() - started < 2000, 'people’s reports pass them');
    });

    it('leaves screenings answered in time, each judged and not by the failure policy', async () => {
      const load = `${import.meta.dirname}/collect-flood-load.ts`;
      const child = spawn(process.execPath, [load, server.url, String(CONNECTIONS), String(FLOOD_MS)]);
      let output = '';
      child.stdout.setEncoding('utf8').on('data', text => (output += text));
      const ended = once(child, 'close');
      const collected = await gate.metric('sekisho_report_bytes_count');
      await eventually(
        'the flood is on',
        async () => (await gate.metric('sekisho_report_bytes_count')) > collected + 100,
      );
      const waits: number[] = [];
      const decided: string[] = [];
      while (!output.includes('{')) {
        const started = performance.now();
        const { decidedBy, degraded = [] } = await gate.ask({ account: { id: `flooded-${waits.length}` } });
        waits.push(performance.now() - started);
        decided.push([decidedBy, ...degraded].join(' without '));
      }
      await ended;
      const taken = (await gate.metric('sekisho_report_bytes_count')) - collected;
      waits.sort((a, b) => a - b);
      const at = (share: number): number => Math.round(waits[Math.floor((waits.length - 1) * share)] ?? Number.NaN);
      const seen = `${waits.length} screenings, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms; ${taken} reports; ${output.split('\n')[1]}`;
      assert.ok(waits.length >= 50 && taken > 500, seen);
      assert.deepEqual([...new Set(decided)], ['score'], seen);
      assert.ok(at(0.99) < P99_MS_MAX, seen);
    });

    it('is refused beyond what may wait, and told when to come again', async () => {
      const many = LIMITS.collectInWorkMax + LIMITS.collectWaitingMax + 800;
      const replies = await Promise.all(
        Array.from({ length: many }, () =>
          send(server.url, '/v1/nonce?site=pk_demo', { headers: { origin: server.url } }),
        ),
      );
      const busy = replies.filter(it => it.status !== 200);
      assert.ok(busy.length > 0 && busy.length < many, `${busy.length} of ${many} refused`);
      for (const reply of busy) {
        assertProblem(reply, 'busy');
        assert.equal(reply.headers['retry-after'], String(LIMITS.retryAfterS));
      }
      assert.equal(await gate.metric('sekisho_problems_total', { code: 'busy' }), busy.length);
      assert.notEqual(await gate.collect(), '', 'afterwards all is as before');
    });

    it('has told each of those whose bodies never came what is wrong', async () => {
      const wait = { withinMs: LIMITS.bodyReadMsMax + 5000 };
      await eventually('the last is told', () => told.length === stuck.length, wait);
      const late = told.filter(it => it.startsWith('HTTP/1.1 408 ') && it.includes('"code":"body-timeout"'));
      const unknown = told.filter(it => it.startsWith('HTTP/1.1 404 ') && it.includes('"code":"site-unknown"'));
      assert.deepEqual([late.length, unknown.length], [stuck.length / 2, stuck.length / 2]);
      assert.ok(told.every(it => it.includes('application/problem+json')));
    });
  });
}
