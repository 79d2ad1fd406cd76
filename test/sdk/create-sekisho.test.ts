import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import {
  type Action,
  createSekisho,
  type FailoverPolicy,
  type ScreeningQuestion,
  type SekishoOptions,
} from '../../sdk/node/index.ts';
import { screeningRequestSchema } from '../../shared/wire/screening.ts';
import { sampleAnswer } from './sample-answer.ts';
import { replyJson, type StandIn, standIn } from './stand-in.ts';

const question: ScreeningQuestion = {
  domain: 'access',
  action: 'login',
  phase: 'succeeded',
  token: null,
  client: { ip: '192.0.2.7', userAgent: 'test' },
};

/** For what must be answered before it: also on a busy machine. */
const PATIENT_MS = 15_000;

describe('sdk: createSekisho', () => {
  let gate: StandIn | undefined;
  afterEach(async () => {
    await gate?.stop();
    gate = undefined;
  });

  async function against(reply: (response: ServerResponse, turn: number) => void, more: Partial<SekishoOptions> = {}) {
    const it = await standIn(reply);
    gate = it;
    return { seen: it.seen, sekisho: createSekisho({ url: it.url, key: 'sk_test', deadlineMs: PATIENT_MS, ...more }) };
  }

  it('asks with the key and a fresh idempotency key, and hands back the whole answer', async () => {
    const { seen, sekisho } = await against(response =>
      replyJson(response, 200, sampleAnswer({ verdict: 'NG', score: 97 })),
    );
    const answer = await sekisho.screen(question);
    assert.deepEqual(answer, sampleAnswer({ verdict: 'NG', score: 97 }));
    await sekisho.screen(question);
    const [first, second] = seen;
    assert.equal(first?.request.method, 'POST');
    assert.equal(first?.request.url, '/v1/screenings');
    assert.equal(first?.request.headers.authorization, 'Bearer sk_test');
    assert.deepEqual(screeningRequestSchema.parse(JSON.parse(first?.body ?? '')), { ...question, channel: 'web' });
    const keys = [first, second].map(it => it?.request.headers['idempotency-key']);
    assert.ok(keys.every(key => typeof key === 'string' && key.length >= 16));
    assert.notEqual(keys[0], keys[1]);
  });

  it('keeps a path that stands before /v1 in the address', async () => {
    const it = await standIn(response => replyJson(response, 200, sampleAnswer()));
    gate = it;
    await createSekisho({ url: `${it.url}/gate/`, key: 'sk_test', deadlineMs: PATIENT_MS }).screen(question);
    assert.equal(it.seen[0]?.request.url, '/gate/v1/screenings');
  });

  const outages: readonly [string, string, (response: ServerResponse) => void][] = [
    ['answers 500', 'server-error', response => replyJson(response, 500, {})],
    ['answers 503', 'server-error', response => replyJson(response, 503, { code: 'starting' })],
    ['says that its store is away', 'state-away', response => replyJson(response, 503, { code: 'state-away' })],
    ['says that it is busy', 'too-busy', response => replyJson(response, 503, { code: 'busy' })],
    ['answers a proxy’s 502', 'server-error', response => response.writeHead(502).end('<h1>Bad gateway</h1>')],
    [
      'names a time beyond the deadline',
      'too-busy',
      response => replyJson(response.setHeader('retry-after', '60'), 503, { code: 'busy' }),
    ],
    [
      'names a time as a date',
      'state-away',
      response => replyJson(response.setHeader('retry-after', new Date().toUTCString()), 503, { code: 'state-away' }),
    ],
    ['answers 429', 'too-busy', response => replyJson(response, 429, { code: 'too-many' })],
    ['answers a page that is no JSON', 'unexpected-answer', response => response.end('<h1>It works</h1>')],
    ['answers JSON that is no screening', 'unexpected-answer', response => replyJson(response, 200, { verdict: 'OK' })],
    ['answers more than a screening can be', 'unexpected-answer', response => response.end('"'.padEnd(2 ** 21, 'x'))],
    ['redirects', 'unexpected-answer', response => response.writeHead(307, { location: '/v1/screenings' }).end()],
  ];
  for (const [what, cause, reply] of outages) {
    it(`falls over after one request when the server ${what}`, async () => {
      const { seen, sekisho } = await against(reply);
      const answer = await sekisho.screen(question);
      assert.deepEqual(
        { ...answer, tookMs: 0 },
        {
          id: null,
          verdict: 'REVIEW',
          score: null,
          mode: null,
          wouldBe: null,
          decidedBy: 'failover',
          degraded: ['sekisho-unreachable'],
          cause,
          reasons: [],
          bot: null,
          takeover: null,
          counterfactual: null,
          account: null,
          lock: null,
          device: null,
          stepUp: null,
          policy: null,
          tookMs: 0,
        },
      );
      assert.equal(seen.length, 1);
    });
  }

  it('falls over at the deadline when nothing is answered', async () => {
    const { sekisho } = await against(() => {}, { deadlineMs: 60 });
    const answer = await sekisho.screen(question);
    assert.ok(answer.id === null);
    assert.equal(answer.cause, 'timed-out');
    assert.ok(answer.tookMs >= 55, `took ${answer.tookMs} ms`);
  });

  it('counts a body that never ends against the same deadline', async () => {
    const { sekisho } = await against(response => response.writeHead(200).write('{"id":'), { deadlineMs: 60 });
    const answer = await sekisho.screen(question);
    assert.ok(answer.id === null);
    assert.equal(answer.cause, 'timed-out');
  });

  it('falls over when nothing listens', async () => {
    const it = await standIn(() => {});
    await it.stop();
    const answer = await createSekisho({ url: it.url, key: 'sk_test' }).screen(question);
    assert.ok(answer.id === null);
    assert.equal(answer.cause, 'unreachable');
  });

  it('asks once more with the same idempotency key when the connection is reset', async () => {
    const { seen, sekisho } = await against((response, turn) =>
      turn === 1 ? response.socket?.resetAndDestroy() : replyJson(response, 200, sampleAnswer()),
    );
    assert.equal((await sekisho.screen(question, { idempotencyKey: 'login-4711' })).verdict, 'OK');
    assert.deepEqual(
      seen.map(it => it.request.headers['idempotency-key']),
      ['login-4711', 'login-4711'],
    );
    assert.equal(seen[0]?.body, seen[1]?.body);
  });

  it('asks again after the seconds that the server names, where the deadline leaves room for them', async () => {
    const { seen, sekisho } = await against((response, turn) =>
      turn === 1
        ? replyJson(response.setHeader('retry-after', '1'), 503, { code: 'state-away' })
        : replyJson(response, 200, sampleAnswer()),
    );
    const began = performance.now();
    assert.equal((await sekisho.screen(question)).id, sampleAnswer().id);
    assert.ok(performance.now() - began >= 990, 'not before');
    const [first, second] = seen.map(it => it.request.headers['idempotency-key']);
    assert.deepEqual([seen.length, first], [2, second]);
  });

  it('asks once more and no third time where the server stays busy', async () => {
    const { seen, sekisho } = await against(response =>
      replyJson(response.setHeader('retry-after', '0'), 503, { code: 'busy' }),
    );
    const answer = await sekisho.screen(question);
    assert.ok(answer.id === null);
    assert.deepEqual([answer.cause, seen.length], ['too-busy', 2]);
  });

  it('falls over at once, and not at the deadline, where there is no time for another try', async () => {
    const { sekisho } = await against(response =>
      replyJson(response.setHeader('retry-after', '60'), 503, { code: 'state-away' }),
    );
    const answer = await sekisho.screen(question);
    assert.ok(answer.id === null && answer.tookMs < PATIENT_MS / 2, `${answer.tookMs} ms`);
  });

  it('hands on what Sekisho answered by its own failure policy: stored, with its id', async () => {
    const degraded = sampleAnswer({ verdict: 'REVIEW', decidedBy: 'failover', degraded: ['state'] });
    const { sekisho } = await against(response => replyJson(response, 200, degraded));
    const answer = await sekisho.screen(question);
    assert.deepEqual(answer, degraded);
    assert.notEqual(answer.id, null);
  });

  it('asks no third time', async () => {
    const { seen, sekisho } = await against(response => response.socket?.resetAndDestroy());
    const answer = await sekisho.screen(question);
    assert.ok(answer.id === null);
    assert.equal(answer.cause, 'unreachable');
    assert.equal(seen.length, 2);
  });

  it('takes the verdict that the site chose for the action', async () => {
    const failover: FailoverPolicy = { login: 'OK', withdrawal: 'NG' };
    const { sekisho } = await against(response => replyJson(response, 503, {}), { failover });
    const verdictOf = async (action: Action) => (await sekisho.screen({ ...question, action })).verdict;
    assert.deepEqual(
      [await verdictOf('login'), await verdictOf('withdrawal'), await verdictOf('payee-change')],
      ['OK', 'NG', 'REVIEW'],
    );
  });

  it('throws what Sekisho says of a wrong question', async () => {
    const fields = [{ path: 'client.ip', problem: 'not an address' }];
    const problem = {
      type: 'about:blank',
      title: 'Bad input',
      status: 400,
      code: 'invalid-request',
      requestId: 'req_1',
      fields,
    };
    const { seen, sekisho } = await against(response => replyJson(response, 400, problem));
    await assert.rejects(sekisho.screen(question), {
      name: 'SekishoError',
      code: 'invalid-request',
      status: 400,
      requestId: 'req_1',
      fields,
      message: 'Sekisho refused the request: invalid-request (400), client.ip: not an address',
    });
    assert.equal(seen.length, 1);
  });

  it('throws for a refused key without saying the key', async () => {
    const { sekisho } = await against(response => response.writeHead(401).end('<p>who are you'));
    await assert.rejects(sekisho.screen(question), (error: Error) => {
      assert.equal(error.name, 'SekishoError');
      assert.doesNotMatch(JSON.stringify({ ...error, message: error.message, stack: error.stack }), /sk_test/);
      return true;
    });
  });

  it("rejects with the caller's own reason when the caller aborts", async () => {
    const gone = new Error('the visitor left');
    const abort = new AbortController();
    const { sekisho } = await against(() => abort.abort(gone));
    await assert.rejects(sekisho.screen(question, { signal: abort.signal }), gone);
  });

  it('reports an outcome and hands back the screening', async () => {
    const at = '2026-11-21T11:00:00.000Z';
    const outcome = { result: 'stepup-passed', source: 'call', comment: null, at };
    const place = { createdAt: at, domain: 'access', action: 'login', phase: 'succeeded', channel: 'web' };
    const view = { ...sampleAnswer(), ...place, outcome, outcomes: [outcome] };
    const { seen, sekisho } = await against(response => replyJson(response, 200, view));
    const reply = await sekisho.outcome('scr_a/b', { result: 'stepup-passed', source: 'call' });
    assert.deepEqual(reply, { stored: true, screening: view });
    assert.equal(seen[0]?.request.method, 'PUT');
    assert.equal(seen[0]?.request.url, '/v1/screenings/scr_a%2Fb/outcome');
    assert.deepEqual(JSON.parse(seen[0]?.body ?? ''), { result: 'stepup-passed', source: 'call' });
  });

  it('says that an outcome was not stored while Sekisho is away', async () => {
    const { sekisho } = await against(response => replyJson(response, 503, {}));
    assert.deepEqual(await sekisho.outcome('scr_1', { result: 'fraud' }), { stored: false, cause: 'server-error' });
  });

  it('has nothing to report about a fail-over answer', async () => {
    const { seen, sekisho } = await against(response => replyJson(response, 200, {}));
    assert.deepEqual(await sekisho.outcome(null, { result: 'succeeded' }), { stored: false, cause: 'not-screened' });
    assert.equal(seen.length, 0);
  });

  for (const action of ['payee-change', 'transfer', 'withdrawal', 'password-reset']) {
    it(`refuses to let ${action} pass unseen while Sekisho is away`, () => {
      const failover = { [action]: 'OK' } as unknown as FailoverPolicy;
      const make = () => createSekisho({ url: 'http://127.0.0.1:8080', key: 'sk_test', failover });
      assert.throws(make, new RegExp(`failover\\.${action}: must not be OK`));
    });
  }

  it('names every mistake in its options at once, and never the key', () => {
    const failover = { lgoin: 'OK', login: 'MAYBE' } as unknown as FailoverPolicy;
    assert.throws(
      () => createSekisho({ url: 'ftp://gate', key: 'sk secret', deadlineMs: 0, failover }),
      (error: Error) => {
        for (const part of ['url:', 'key:', 'deadlineMs:', 'failover.lgoin:', 'failover.login:'])
          assert.ok(error.message.includes(part), `${part} is in: ${error.message}`);
        assert.ok(!error.message.includes('secret'));
        return error instanceof TypeError;
      },
    );
  });
});
