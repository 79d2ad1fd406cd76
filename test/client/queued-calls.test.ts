import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';
import { QUEUED_CALLS_MAX } from '../../client/limits.ts';
import { queuedCalls } from '../../client/queued-calls.ts';

/** The stub as docs/AGENT.md has it, and what it put off for its 3 seconds. */
function stubOfDocs() {
  const docs = readFileSync(`${import.meta.dirname}/../../docs/AGENT.md`, 'utf8');
  const late: (() => void)[] = [];
  const window: Record<string, unknown> = {};
  const code = /```js stub\n(.*?)```/s.exec(docs)?.[1] ?? '';
  runInContext(code, createContext({ window, setTimeout: (run: () => void) => late.push(run) }));
  const stub = window['sekisho'];
  const call = (name: string): Promise<unknown> =>
    Promise.resolve(Reflect.apply(Reflect.get(Object(stub), name), stub, []));
  const pass = () => {
    for (const run of late.splice(0)) run();
  };
  return { stub, call, pass };
}

describe('client: queuedCalls', () => {
  let played: unknown[][];
  const agent = {
    start: (...given: unknown[]) => void played.push(['start', ...given]),
    token: async () => {
      played.push(['token']);
      return 't~s';
    },
  };
  const call = (name: string, ...given: unknown[]) => ({ name, given, done: () => {} });

  beforeEach(() => {
    played = [];
  });

  it('plays what the page began with first, then the others in their order', () => {
    const calls = [call('token'), call('start', { session: 's' }), call('token')];
    const queued = queuedCalls({ calls }, agent);
    queued.play('start');
    assert.deepEqual(played, [['start', { session: 's' }]]);
    queued.playRest();
    assert.deepEqual(played.slice(1), [['token'], ['token']]);
    assert.equal(calls.length, 0);
  });

  it('gives each caller its answer', async () => {
    const answer = new Promise(done => {
      queuedCalls({ calls: [{ name: 'token', given: [], done }] }, agent).playRest();
    });
    assert.equal(await answer, 't~s');
  });

  it('plays at once what is called on the stub later', () => {
    const calls: object[] = [];
    queuedCalls({ calls }, agent).playRest();
    calls.push(call('token'));
    assert.deepEqual(played, [['token']]);
    assert.equal(calls.length, 0);
  });

  it('plays no more than so many, whatever loop called them', () => {
    const calls = Array.from({ length: QUEUED_CALLS_MAX + 5 }, () => call('token'));
    queuedCalls({ calls }, agent).playRest();
    assert.equal(played.length, QUEUED_CALLS_MAX);
  });

  it('spends no token on a call that the stub has answered, and plays its others however late it comes', async () => {
    const { stub, call, pass } = stubOfDocs();
    void call('start');
    const answered = call('token');
    pass();
    assert.equal(await answered, '');
    const waiting = call('token');
    const queued = queuedCalls(stub, agent);
    queued.play('start');
    queued.playRest();
    assert.equal(await waiting, 't~s');
    assert.deepEqual(played, [['start'], ['token']]);
  });

  it('survives whatever else is there', () => {
    const odd = [
      null,
      7,
      {},
      { name: 'stop', given: [] },
      { name: 'constructor', given: [] },
      { name: 'token', given: 1 },
    ];
    queuedCalls({ calls: [...odd, call('token')] }, agent).playRest();
    assert.deepEqual(played, [['token']]);
    for (const stub of [undefined, null, {}, { calls: {} }, [], 'sekisho'])
      assert.doesNotThrow(() => queuedCalls(stub, agent).playRest());
  });
});
