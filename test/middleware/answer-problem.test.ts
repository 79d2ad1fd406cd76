import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { PROBLEMS, type ProblemCode, ProblemError, RecordsAway, StateAway } from '../../server/errors.ts';
import type { Gate } from '../../server/gate.ts';
import { answerProblem } from '../../server/middleware/answer-problem.ts';
import { retryAfterS } from '../../server/middleware/retry-after.ts';
import { closing } from '../support/closing.ts';
import { assertProblem, type Reply, send } from '../support/gate-client.ts';

describe('answering problems', () => {
  const close = closing();
  let url: string;
  let thrown: unknown;
  let logged: [level: string, line: object][];

  before(async () => {
    const log = (level: string) => (line: object) => logged.push([level, line]);
    // All that it uses of a gate.
    const gate = {
      log: { error: log('error'), warn: log('warn') },
      metrics: { problems: { inc: () => {} } },
    } as unknown as Gate;
    const app = express();
    app.use((_req, res, next) => {
      res.setHeader('X-Request-Id', '00000000-0000-0000-0000-000000000000');
      next(thrown);
    });
    app.use(answerProblem(gate));
    const server = createServer(app);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    close(async () => {
      server.closeAllConnections();
      server.close();
    });
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => {
    logged = [];
  });

  function answered(error: unknown): Promise<Reply> {
    thrown = error;
    return send(url, '/');
  }

  it('names the seconds to wait for every problem that passes by itself, and for no other', async () => {
    for (const [code, { status }] of Object.entries(PROBLEMS) as [ProblemCode, { status: number }][]) {
      const reply = await answered(new ProblemError(code));
      assertProblem(reply, code);
      const seconds = retryAfterS(code);
      assert.equal(seconds !== null && Number.isInteger(seconds) && seconds >= 1, status === 503, code);
      assert.equal(reply.headers['retry-after'], seconds === null ? undefined : String(seconds), code);
    }
  });

  it('says that a store is away where it is, and puts why into the log alone', async () => {
    const cause = new Error('connect ECONNREFUSED 10.0.0.7:6379');
    for (const [error, code] of [
      [new StateAway('unreachable', { cause }), 'state-away'],
      [new RecordsAway({ cause }), 'records-away'],
    ] as const) {
      assertProblem(await answered(error), code, '10.0.0.7');
      const [level, line] = logged.pop() ?? [];
      assert.deepEqual([level, Reflect.get(line ?? {}, 'err')], ['warn', cause]);
    }
    assertProblem(await answered(new StateAway('resting')), 'state-away');
    assert.deepEqual(logged, []);
  });
});
